using ContactCenter.Conformance.Checks;

namespace ContactCenter.Conformance;

/// <summary>
/// Drives the event API as a PBX would, well and badly, and prints what became of each promise of the API. Use a source of its
/// own on an installation for trials: it makes calls, and ends them.
/// </summary>
internal static class Certify
{
    private static async Task<int> Main(string[] args)
    {
        var given = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (given.GetValueOrDefault("--url") is not { } url
            || given.GetValueOrDefault("--source") is not { } source
            || given.GetValueOrDefault("--secret") is not { } secret)
        {
            await Console.Error.WriteLineAsync(
                "Say which API and whose key: --url https://hotline.example --source my-pbx-1 --secret whsec_… [--only TEXT]");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(40) };
        var pbx = new Pbx(http, source, secret, TimeProvider.System);
        var results = await Suite.RunAsync(pbx, given.GetValueOrDefault("--only"), Console.Out, stop.Token);
        var failed = results.Count(result => result.Failure is not null);
        Console.WriteLine();
        Console.WriteLine($"{results.Count - failed} passed, {failed} failed");
        return failed is 0 && results.Count > 0 ? 0 : 1;
    }
}
