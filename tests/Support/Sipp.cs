using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ContactCenter.Support;

/// <summary>What a run of sipp came to.</summary>
/// <param name="ExitCode">0 when every call went as its scenario says.</param>
/// <param name="Created">Calls begun, on either side.</param>
/// <param name="Succeeded">Calls that went as the scenario says.</param>
/// <param name="Failed">Calls that did not.</param>
/// <param name="Errors">What it said of those, or nothing.</param>
public sealed record SippResult(int ExitCode, int Created, int Succeeded, int Failed, string Errors);

/// <summary>What a scenario of Sipp/ is given.</summary>
/// <param name="Dialled">The number a caller dials, in any form a SIP user part may have.</param>
/// <param name="Caller">The caller's own number; <c>[call_number]</c> in it makes one of each call's own.</param>
/// <param name="Calls">How many calls are made or taken; null for a phone that goes on until it is stopped.</param>
/// <param name="Rate">Calls begun in a second.</param>
/// <param name="Ring">How long a phone rings before it answers or gives up, and a caller waits who hangs up unanswered.</param>
/// <param name="Talk">How long it talks before it hangs up; the other may do so earlier.</param>
/// <param name="Headers">Further header lines of a caller's INVITE, such as <c>Diversion: …</c>.</param>
/// <param name="Audio">It sends audio, so that the other side receives some.</param>
/// <param name="Timeout">How long its end is waited for; two minutes unless said.</param>
/// <param name="Trace">It keeps every message, which a load of thousands of calls should not.</param>
public sealed record SippCall(
    string Dialled = "12345",
    string Caller = "1390746[call_number]",
    int? Calls = 1,
    double Rate = 10,
    TimeSpan? Ring = null,
    TimeSpan? Talk = null,
    string Headers = "",
    bool Audio = false,
    TimeSpan? Timeout = null,
    bool Trace = true);

/// <summary>A real SIP phone, or many behind one port, played by sipp from a scenario in Sipp/.</summary>
public sealed class Sipp : IAsyncDisposable
{
    private static int _started;

    private readonly string _folder;
    private readonly Process _process;
    private readonly StreamWriter _input;
    private readonly TimeSpan _timeout;

    private Sipp(string scenario, int port, int? target, SippCall call)
    {
        Port = port;
        _folder = Path.Combine(
            Repository.Results, $"sipp-{Environment.ProcessId}-{Interlocked.Increment(ref _started)}-{scenario}");
        Directory.CreateDirectory(_folder);
        _timeout = call.Timeout ?? TimeSpan.FromMinutes(2);
        _process = Launch(Write(scenario, call), target, call);
        _input = _process.StandardInput;
    }

    /// <summary>Its port for SIP.</summary>
    public int Port { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Every SIP message it sent and received, for a person who looks into a failure.</summary>
    public string MessagesFile => Path.Combine(_folder, "messages.log");

    /// <summary>Calls the PBX from a new port: <c>caller</c>, <c>caller-gives-up</c>.</summary>
    public static Sipp Call(AsteriskServer asterisk, SippCall call, string scenario = "caller") =>
        new(scenario, FreePorts.Take(), asterisk.SipPort, call);

    /// <summary>Calls and waits for the last call's end.</summary>
    public static async Task<SippResult> CallToEndAsync(
        AsteriskServer asterisk, SippCall call, string scenario = "caller", CancellationToken cancellationToken = default)
    {
        await using var sipp = Call(asterisk, call, scenario);
        return await sipp.EndAsync(cancellationToken);
    }

    /// <summary>Is called at a port, when this returns: <c>phone</c>, <c>phone-silent</c>, <c>phone-busy</c> …</summary>
    public static async Task<Sipp> AnswerAsync(
        int port, SippCall? call = null, string scenario = "phone", CancellationToken cancellationToken = default)
    {
        var sipp = new Sipp(scenario, port, target: null, call ?? new SippCall(Calls: null));
        var suffix = $":{port:X4}";
        await Until.TrueAsync(
            () => sipp._process.HasExited || File.ReadLines("/proc/net/udp").Any(row => row.Contains(suffix, StringComparison.Ordinal)),
            TimeSpan.FromSeconds(10),
            $"sipp listens on {port}",
            cancellationToken);
        return sipp;
    }

    /// <summary>Waits until it has made or taken its calls.</summary>
    /// <exception cref="TimeoutException">The call's own bound passed first.</exception>
    public async Task<SippResult> EndAsync(CancellationToken cancellationToken = default)
    {
        await Until.TrueAsync(() => _process.HasExited, _timeout, $"sipp has ended; see {_folder}", cancellationToken);
        var (created, succeeded, failed) = Statistics();
        var errors = Path.Combine(_folder, "errors.log");
        return new SippResult(
            _process.ExitCode,
            created,
            succeeded,
            failed,
            File.Exists(errors) ? await File.ReadAllTextAsync(errors, cancellationToken) : "");
    }

    /// <summary>Takes no more calls and waits for those under way.</summary>
    public async Task<SippResult> StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_process.HasExited)
        {
            // SIGUSR1 is sipp's own "finish what runs, then end".
            await Script.RunAsync("/bin/kill", ["-USR1", $"{_process.Id}"], cancellationToken: cancellationToken);
        }

        return await EndAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _input.DisposeAsync();
        _process.Dispose();
    }

    /// <summary>The scenario with the call's times in it: sipp takes keywords in messages, but not in attributes.</summary>
    private string Write(string scenario, SippCall call)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sipp", $"{scenario}.xml"));
        var audio = call.Audio
            ? $"""<nop><action><exec rtp_stream="{Path.Combine(AppContext.BaseDirectory, "Sipp", "tone.alaw")},-1,8"/></action></nop>"""
            : "";
        text = text
            .Replace("@RING@", Milliseconds(call.Ring ?? TimeSpan.FromMilliseconds(200)), StringComparison.Ordinal)
            .Replace("@TALK@", Milliseconds(call.Talk ?? TimeSpan.FromSeconds(60)), StringComparison.Ordinal)
            .Replace("@CALLER@", call.Caller, StringComparison.Ordinal)
            .Replace("@DIALLED@", call.Dialled, StringComparison.Ordinal)
            .Replace("@AUDIO_PORT@", call.Audio ? "[rtpstream_audio_port]" : "[media_port]", StringComparison.Ordinal)
            .Replace("<!--AUDIO-->", audio, StringComparison.Ordinal)
            .Replace("@HEADERS@\n", call.Headers.Length > 0 ? call.Headers.TrimEnd() + "\n" : "", StringComparison.Ordinal);
        var path = Path.Combine(_folder, "scenario.xml");
        File.WriteAllText(path, text);
        return path;
    }

    private Process Launch(string scenario, int? target, SippCall call)
    {
        string[] arguments =
        [
            .. target is null ? Array.Empty<string>() : [$"127.0.0.1:{target}"],
            "-sf", scenario, "-i", "127.0.0.1", "-p", $"{Port}", "-nostdin",
            "-mp", $"{FreePorts.TakeRow(4)}",
            "-r", call.Rate.ToString(CultureInfo.InvariantCulture), "-l", "3000",
            .. call.Calls is { } calls ? ["-m", $"{calls}"] : Array.Empty<string>(),
            "-trace_err", "-error_file", Path.Combine(_folder, "errors.log"),
            .. call.Trace ? ["-trace_msg", "-message_file", MessagesFile] : Array.Empty<string>(),
            "-trace_stat", "-stf", Path.Combine(_folder, "statistics.csv"), "-fd", "1",
        ];
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec sipp \"$@\" >screen.log 2>&1", "sipp", .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
        };
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("sipp did not start.");
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("sipp could not be started; tests/run installs it.", exception);
        }
    }

    private (int Created, int Succeeded, int Failed) Statistics()
    {
        var file = Path.Combine(_folder, "statistics.csv");
        var rows = File.Exists(file) ? File.ReadAllLines(file) : [];
        if (rows.Length < 2)
        {
            return (0, 0, 0);
        }

        var names = rows[0].Split(';');
        var last = rows[^1].Split(';');
        int Field(string name) => int.Parse(last[Array.IndexOf(names, name)], CultureInfo.InvariantCulture);
        return (Field("TotalCallCreated"), Field("SuccessfulCall(C)"), Field("FailedCall(C)"));
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
