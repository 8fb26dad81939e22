using ContactCenter.Platform.Http;

namespace ContactCenter.Platform.Live;

/// <summary>
/// Told which people sit at a console of this host, so that a module can keep a lease for them. Only consoles that named their
/// kind when they connected (<c>/api/live?console=agent</c>) count, and of those only the account's newest of that kind.
/// </summary>
public interface IPresence
{
    /// <summary>A console connected; where this throws, the console is turned away and tries again.</summary>
    Task ConnectedAsync(OpenConsole console, CancellationToken cancellationToken);

    /// <summary>These consoles have said within the last second that they are there; each says so every 5 s.</summary>
    Task BeatAsync(IReadOnlyCollection<OpenConsole> consoles, CancellationToken cancellationToken);

    /// <summary>
    /// The console's connection is gone. It may be back in a moment, and where this host dies nobody is told: the lease must
    /// run out by itself.
    /// </summary>
    Task DisconnectedAsync(OpenConsole console, CancellationToken cancellationToken);
}

/// <summary>A console that somebody sits at.</summary>
/// <param name="Id">This connection. A later one of the same person has another, so that a late farewell ends nothing.</param>
/// <param name="User">Who.</param>
/// <param name="Kind">The kind of console, e.g. <c>agent</c>; an account has one of each kind at a time.</param>
public sealed record OpenConsole(string Id, CurrentUser User, string Kind);
