using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Intake.Callers;

/// <summary>Special-care marks (特殊关爱) are a short list, because they are counted and acted upon.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class AllowedMarksAttribute : ValidationAttribute
{
    private static readonly HashSet<string> Known =
        ["deaf", "blind", "elderly", "disabled", "illness", "crisis", "minor", "veteran"];

    public AllowedMarksAttribute()
        : base("特殊关爱标记只能是 deaf、blind、elderly、disabled、illness、crisis、minor、veteran。")
    {
    }

    public override bool IsValid(object? value) => value is not IEnumerable<string> marks || marks.All(Known.Contains);
}
