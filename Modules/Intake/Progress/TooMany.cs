namespace ContactCenter.Intake.Progress;

/// <summary>The answer to who asks too often.</summary>
internal static class TooMany
{
    internal static ProblemHttpResult Problem(string sentence) => TypedResults.Problem(
        type: "urn:contact-center:too-many-requests", title: sentence, statusCode: StatusCodes.Status429TooManyRequests);
}
