using System.Globalization;
using ContactCenter.Access.Sessions;

namespace ContactCenter.Access.SigningIn;

internal enum SessionKind
{
    /// <summary>A person at the console.</summary>
    Cookie,

    /// <summary>A program.</summary>
    Token,
}

/// <summary>A session was opened for somebody, or else how that is refused.</summary>
internal sealed record SignInOutcome(Person? Person, int Status, string Code, string Sentence, TimeSpan? RetryAfter)
{
    internal static SignInOutcome Wrong { get; } = new(
        null, StatusCodes.Status401Unauthorized, "sign-in-failed", "用户名或密码不正确，或账号已停用。", null);

    internal static SignInOutcome For(Person person) => new(person, StatusCodes.Status200OK, "", "", null);

    internal static SignInOutcome Locked(TimeSpan wait) => new(
        null, StatusCodes.Status429TooManyRequests, "sign-in-locked",
        $"密码连续输入错误，该用户名已暂时锁定，请在 {Seconds(wait)} 秒后再试，或请系统管理员重置密码。", wait);

    internal static SignInOutcome TooMany(TimeSpan wait) => new(
        null, StatusCodes.Status429TooManyRequests, "too-many-sign-ins",
        $"登录尝试过于频繁，请在 {Seconds(wait)} 秒后再试。", wait);

    internal ProblemHttpResult ToProblem(HttpContext context)
    {
        if (RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Problem(type: $"urn:contact-center:{Code}", title: Sentence, statusCode: Status);
    }

    private static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}
