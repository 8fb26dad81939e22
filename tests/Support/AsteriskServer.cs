namespace ContactCenter.Support;

/// <summary>How many phones an Asterisk of a test knows, and where they are.</summary>
/// <param name="Agents">Desk phones agent1001 and on, called without registering, all behind one port.</param>
/// <param name="SoftPhones">Phones 2001 and on that register over UDP.</param>
/// <param name="Browsers">Phones 3001 and on that register over WebSocket.</param>
/// <param name="PortPerAgent">Each desk phone has a port of its own, so that each may behave in its own way.</param>
/// <param name="AwaySeconds">How long a caller is kept while no host is connected.</param>
public sealed record AsteriskPhones(
    int Agents = 20, int SoftPhones = 0, int Browsers = 0, bool PortPerAgent = false, int AwaySeconds = 60);

/// <summary>A real Asterisk of a fixture's own, on ports that nothing else uses.</summary>
public sealed class AsteriskServer : IAsyncDisposable
{
    private static readonly string Scripts =
        Environment.GetEnvironmentVariable("CONTACTCENTER_TEST_ASTERISK") is { Length: > 0 } given
            ? given
            : Path.Combine(Repository.Deploy, "asterisk");

    private readonly Dictionary<string, string> _environment;
    private readonly string _folder;
    private readonly AsteriskPhones _phones;
    private Dictionary<string, string> _said = [];

    private AsteriskServer(AsteriskPhones phones, string name)
    {
        _phones = phones;
        _folder = Path.Combine(Path.GetTempPath(), $"cc-{Guid.CreateVersion7():n}");
        (SipPort, HttpPort, HttpsPort) = (FreePorts.Take(), FreePorts.Take(), FreePorts.Take());
        (TrunkPort, SubcenterPort, DepartmentPort) = (FreePorts.Take(), FreePorts.Take(), FreePorts.Take());
        AgentPort = FreePorts.TakeRow(phones.PortPerAgent ? phones.Agents : 1);
        Name = name;
        _environment = new Dictionary<string, string>
        {
            ["ASTERISK_RUN"] = _folder,
            ["ASTERISK_NAME"] = name,
            ["ASTERISK_SIP_PORT"] = $"{SipPort}",
            ["ASTERISK_HTTP_PORT"] = $"{HttpPort}",
            ["ASTERISK_HTTPS_PORT"] = $"{HttpsPort}",
            ["ASTERISK_TRUNK_PORT"] = $"{TrunkPort}",
            ["ASTERISK_SUBCENTER_PORT"] = $"{SubcenterPort}",
            ["ASTERISK_DEPARTMENT_PORT"] = $"{DepartmentPort}",
            ["ASTERISK_AGENT_PORT"] = $"{AgentPort}",
            ["ASTERISK_AGENT_PORT_STEP"] = phones.PortPerAgent ? "1" : "0",
            ["ASTERISK_AGENTS"] = $"{phones.Agents}",
            ["ASTERISK_SOFTPHONES"] = $"{phones.SoftPhones}",
            ["ASTERISK_BROWSERS"] = $"{phones.Browsers}",
            ["ASTERISK_AWAY_SECONDS"] = $"{phones.AwaySeconds}",
        };
    }

    /// <summary>The name it prefixes its channels' ids with; also the source's name towards the host.</summary>
    public string Name { get; }

    /// <summary>Where SIP is spoken on 127.0.0.1.</summary>
    public int SipPort { get; }

    /// <summary>Where ARI and the browsers' WebSocket are.</summary>
    public int HttpPort { get; }

    /// <summary>The same behind TLS.</summary>
    public int HttpsPort { get; }

    /// <summary>Where a call out to the public network arrives.</summary>
    public int TrunkPort { get; }

    /// <summary>Where a call to PJSIP/number@subcenter arrives.</summary>
    public int SubcenterPort { get; }

    /// <summary>Where a call to PJSIP/number@department arrives.</summary>
    public int DepartmentPort { get; }

    /// <summary>Where desk phone agent1001 is, and the others too unless each has a port of its own.</summary>
    public int AgentPort { get; }

    /// <summary>ARI's address without a path.</summary>
    public Uri Ari => new(_said["ARI"]);

    /// <summary>The account for ARI.</summary>
    public string AriUser => _said["ARI_USER"];

    /// <summary>Its password.</summary>
    public string AriPassword => _said["ARI_PASSWORD"];

    /// <summary>The folder that recordings are written to.</summary>
    public string Recordings => _said["RECORDINGS"];

    /// <summary>Asterisk's log.</summary>
    public string LogFile => Path.Combine(_folder, "log", "full");

    /// <summary>The process id, of its present life.</summary>
    public int Id => int.Parse(_said["PID"], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What a host is told to connect to it.</summary>
    public IReadOnlyDictionary<string, string> HostSettings => new Dictionary<string, string>
    {
        ["Telephony__Asterisk__0__Source"] = Name,
        ["Telephony__Asterisk__0__Url"] = Ari.ToString(),
        ["Telephony__Asterisk__0__User"] = AriUser,
        ["Telephony__Asterisk__0__Password"] = AriPassword,
        ["Telephony__Asterisk__0__App"] = "contactcenter",
    };

    /// <summary>The port of one desk phone, such as 1003.</summary>
    public int PortOf(int agent) => _phones.PortPerAgent ? AgentPort + agent - 1001 : AgentPort;

    /// <summary>Starts one; it is gone when disposed, or when this process ends.</summary>
    public static async Task<AsteriskServer> StartAsync(
        AsteriskPhones? phones = null, string name = "asterisk-1", CancellationToken cancellationToken = default)
    {
        var server = new AsteriskServer(phones ?? new AsteriskPhones(), name);
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts it again on the same ports. Every call of its former life is gone.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        var line = await Script.RunAsync(
            Path.Combine(Scripts, "start"), ["--while", $"{Environment.ProcessId}"], _environment, cancellationToken);
        _said = line.Split(' ').Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    /// <summary>Stops it and hangs up every call.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        Script.RunAsync(Path.Combine(Scripts, "stop"), [], _environment, cancellationToken);

    /// <summary>SIGKILL: the phones are told nothing.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) =>
        Script.RunAsync(Path.Combine(Scripts, "stop"), ["--kill"], _environment, cancellationToken);

    /// <summary>Answers a command of its console, such as <c>core show channels concise</c>.</summary>
    public Task<string> CliAsync(string command, CancellationToken cancellationToken = default) =>
        Script.RunAsync(_said["CLI"], ["-rx", command], cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(LogFile))
        {
            File.Copy(LogFile, Path.Combine(Repository.Results, $"{Path.GetFileName(_folder)}-asterisk.log"), overwrite: true);
        }

        await Script.RunAsync(Path.Combine(Scripts, "stop"), ["--purge"], _environment);
    }
}
