using System.Diagnostics;

namespace ContactCenter.Support;

/// <summary>Runs a program to its end and answers what it wrote.</summary>
public static class Script
{
    /// <summary>Standard output without the last line feed.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message has what it said.</exception>
    public static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>>? environment = null,
        CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? (await output).TrimEnd('\n')
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {await errors}{await output}");
    }
}
