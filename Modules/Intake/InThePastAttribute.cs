using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Intake;

/// <summary>A time that has been: not in the future, and not so long ago that it is a slip of the keyboard.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class InThePastAttribute : ValidationAttribute
{
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(366);

    public InThePastAttribute()
        : base("时间须在过去一年之内，且不晚于现在。")
    {
    }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var now = ((TimeProvider?)validationContext.GetService(typeof(TimeProvider)) ?? TimeProvider.System).GetUtcNow();

        // A minute for clocks that are not quite right.
        return value is not DateTimeOffset time || (time <= now.AddMinutes(1) && time > now - AtMost)
            ? ValidationResult.Success
            : new ValidationResult(ErrorMessage, [validationContext.MemberName ?? ""]);
    }
}
