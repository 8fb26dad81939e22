namespace ContactCenter.Conformance.Checks;

/// <summary>All checks, in an order in which a person would look.</summary>
internal static class Suite
{
    internal static IReadOnlyList<Check> All { get; } =
        [.. IntakeChecks.All, .. BodyChecks.All, .. SignatureChecks.All, .. OrderChecks.All, .. SourceChecks.All,
            .. CommandChecks.All, .. Corpus.All];

    /// <summary>Runs them one after another and prints a line for each.</summary>
    internal static async Task<IReadOnlyList<Result>> RunAsync(
        Pbx pbx, string? only, TextWriter output, CancellationToken cancellationToken)
    {
        var results = new List<Result>();
        foreach (var check in All.Where(one => only is null || one.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var began = pbx.Clock.GetTimestamp();
            string? failure = null;
            try
            {
                await check.Run(new Trial(pbx, cancellationToken));
            }
            catch (Exception exception) when (exception is CheckFailedException or HttpRequestException or System.Text.Json.JsonException)
            {
                failure = exception.Message;
            }

            results.Add(new Result(check.Name, failure));
            var took = pbx.Clock.GetElapsedTime(began).TotalMilliseconds;
            await output.WriteLineAsync($"{(failure is null ? "pass" : "FAIL"),-5} {took,6:0} ms  {check.Name}");
            if (failure is not null)
            {
                await output.WriteLineAsync($"                 {failure}");
            }
        }

        return results;
    }
}

/// <summary>One promise of the API.</summary>
internal sealed record Check(string Name, Func<Trial, Task> Run);

/// <summary>What became of a check: a failure, or null.</summary>
internal sealed record Result(string Name, string? Failure);

/// <summary>The API did not keep a promise.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
