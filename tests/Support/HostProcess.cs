using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ContactCenter.Support;

/// <summary>The real host, built as it ships, running as a process of its own that may be frozen, stopped and killed.</summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    private static int _started;

    private readonly IReadOnlyDictionary<string, string> _settings;
    private Process _process;

    private HostProcess(Uri address, string logFile, IReadOnlyDictionary<string, string> settings)
    {
        Address = address;
        LogFile = logFile;
        _settings = settings;
        _process = Launch();
    }

    /// <summary>Where it listens; the same after <see cref="StartAgainAsync"/>.</summary>
    public Uri Address { get; }

    /// <summary>What it wrote on standard output and standard error, of all its lives.</summary>
    public string LogFile { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it runs no more.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a host on a free port and waits until it says that it is ready.</summary>
    /// <param name="database">The connection string.</param>
    /// <param name="settings">Further configuration, by its environment names: <c>Telephony__Simulator__Enabled</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<HostProcess> StartAsync(
        string database,
        IEnumerable<KeyValuePair<string, string>>? settings = null,
        CancellationToken cancellationToken = default)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        var all = new Dictionary<string, string>(settings ?? [])
        {
            ["ConnectionStrings__ContactCenter"] = database,
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
        all.TryAdd(PersonalKeyFile.Setting, PersonalKeyFile.Path);
        var log = Path.Combine(
            Repository.Results, $"host-{Environment.ProcessId}-{Interlocked.Increment(ref _started)}.log");
        var host = new HostProcess(address, log, all);
        await host.BecomeReadyAsync(cancellationToken);
        return host;
    }

    /// <summary>Starts it again after its end, at the same address with the same configuration.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (!_process.HasExited)
        {
            throw new InvalidOperationException($"The host at {Address} still runs.");
        }

        _process.Dispose();
        _process = Launch();
        await BecomeReadyAsync(cancellationToken);
    }

    /// <summary>SIGKILL: it ends between two instructions, and has ended when this returns.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        Send(Kill);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>SIGTERM: the clean end, as an operator asks for it. Answers the exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken = default)
    {
        Send(Terminate);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>SIGSTOP: it keeps its sockets and does nothing, as a machine that hangs.</summary>
    public void Freeze() => Send(Stop);

    /// <summary>SIGCONT: it goes on where it was frozen, believing that no time has passed.</summary>
    public void Thaw() => Send(Continue);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private Process Launch()
    {
        var library = Repository.Built("Host", "ContactCenter.Host.dll");
        // The shell only opens the log and becomes the host, so that this process need not pump its output.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", LogFile, "dotnet", library])
        {
            // Settings and the console's files lie in the project's folder.
            WorkingDirectory = Path.Combine(Repository.Root, "Host"),
        };
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
    }

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            await Until.TrueAsync(
                async token => _process.HasExited
                    ? throw new InvalidOperationException("it ended")
                    : await IsReadyAsync(http, token),
                within: TimeSpan.FromSeconds(60),
                what: "the host is ready",
                cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
        {
            var said = string.Join('\n', File.ReadLines(LogFile).TakeLast(20));
            await KillAsync(CancellationToken.None);
            throw new InvalidOperationException($"The host at {Address} did not become ready. It said:\n{said}", exception);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Send(int signal)
    {
        if (!_process.HasExited && SendSignal(_process.Id, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
