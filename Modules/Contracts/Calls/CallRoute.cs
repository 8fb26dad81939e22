using System.Text.Json.Serialization;

namespace ContactCenter.Contracts.Calls;

/// <summary>What the line registry decided for one call, in the order it is tried.</summary>
/// <param name="Line">The line's number, e.g. <c>12315</c>; null where no line has the dialled number.</param>
/// <param name="LineName">The line's name as a console shows it in large letters.</param>
/// <param name="Steps">At least one; the last one keeps the call when all before it failed.</param>
public sealed record CallRoute(string? Line, string LineName, IReadOnlyList<RouteStep> Steps);

/// <summary>One thing to do with a call.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(QueueStep), "queue")]
[JsonDerivedType(typeof(ForwardStep), "forward")]
[JsonDerivedType(typeof(NoticeStep), "notice")]
public abstract record RouteStep;

/// <summary>Wait in a queue; the greeting plays while the call already waits and stops when an agent answers.</summary>
/// <param name="Queue">The queue's key.</param>
/// <param name="Greeting">A prompt's key, or null.</param>
/// <param name="AtMostSeconds">
/// Go on to the next step after so many seconds without an answer; null leaves it to the queue's own overflow.
/// </param>
public sealed record QueueStep(string Queue, string? Greeting, int? AtMostSeconds) : RouteStep;

/// <summary>Ring somebody else's telephones (a sub-centre's trunk, a department's switchboard); the next step follows when they do not answer.</summary>
/// <param name="Address">What the PBX dials, e.g. <c>12366@subcenter</c>: number at trunk.</param>
/// <param name="RingSeconds">How long it may ring.</param>
/// <param name="Greeting">A prompt's key played before ringing, or null.</param>
public sealed record ForwardStep(string Address, int RingSeconds, string? Greeting) : RouteStep;

/// <summary>Play a notice to its end (the number has been retired), then go on, or end the call where nothing follows.</summary>
/// <param name="Prompt">The notice's key.</param>
public sealed record NoticeStep(string Prompt) : RouteStep;
