using System.Security.Claims;

namespace ContactCenter.Platform.Live;

/// <summary>A module's say over its topics: who may watch one, and what is in it now.</summary>
public interface ITopicSource
{
    /// <summary>Whether this module answers for the topic.</summary>
    bool Owns(string topic);

    /// <summary>Whether this person may watch it; asked at every subscription, never taken from the client.</summary>
    bool MayWatch(ClaimsPrincipal person, string topic);

    /// <summary>Every item of the topic as the database has it now.</summary>
    Task<IReadOnlyList<LiveItem>> LoadAsync(string topic, CancellationToken cancellationToken);
}

/// <summary>One item of a topic.</summary>
/// <param name="Key">The item within the topic.</param>
/// <param name="Version">Its version.</param>
/// <param name="Value">Its state as JSON.</param>
public sealed record LiveItem(string Key, long Version, string Value);
