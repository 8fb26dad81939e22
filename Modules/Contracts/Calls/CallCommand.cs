using System.Text.Json.Serialization;

namespace ContactCenter.Contracts.Calls;

/// <summary>
/// What a PBX is told to do. A command may reach it more than once (a host died after sending): its <see cref="Id"/> is the
/// idempotency key. It is never taken as done until a signal confirms it.
/// </summary>
/// <param name="Id">The idempotency key.</param>
/// <param name="Source">The PBX it goes to.</param>
/// <param name="Call">The PBX's identifier of the call.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AnswerParty), "answerParty")]
[JsonDerivedType(typeof(PlayPrompt), "playPrompt")]
[JsonDerivedType(typeof(PlayMusic), "playMusic")]
[JsonDerivedType(typeof(RingParty), "ringParty")]
[JsonDerivedType(typeof(ConnectParties), "connectParties")]
[JsonDerivedType(typeof(HoldParty), "holdParty")]
[JsonDerivedType(typeof(RetrieveParty), "retrieveParty")]
[JsonDerivedType(typeof(HangUpParty), "hangUpParty")]
[JsonDerivedType(typeof(HangUpCall), "hangUpCall")]
public abstract record CallCommand(CommandId Id, string Source, string Call);

/// <summary>Pick up for the citizen, so that prompts and music can be heard.</summary>
public sealed record AnswerParty(CommandId Id, string Source, string Call, string Leg) : CallCommand(Id, Source, Call);

/// <summary>Play a prompt to one party; music or waiting goes on after it.</summary>
/// <param name="Id">The idempotency key.</param>
/// <param name="Source">The PBX it goes to.</param>
/// <param name="Call">The PBX's call.</param>
/// <param name="Leg">Who hears it.</param>
/// <param name="Prompt">The prompt's key; an adapter that lacks it plays its nearest and reports success.</param>
/// <param name="Numbers">Numbers spoken after it, e.g. the position in the queue and the minutes to wait.</param>
public sealed record PlayPrompt(
    CommandId Id, string Source, string Call, string Leg, string Prompt, IReadOnlyList<int> Numbers)
    : CallCommand(Id, Source, Call);

/// <summary>Let a party wait with music.</summary>
public sealed record PlayMusic(CommandId Id, string Source, string Call, string Leg) : CallCommand(Id, Source, Call);

/// <summary>Ring a further party into the call.</summary>
/// <param name="Id">The idempotency key.</param>
/// <param name="Source">The PBX it goes to.</param>
/// <param name="Call">The PBX's call; for a call this system begins (a callback) a new one that it chose.</param>
/// <param name="Leg">The identifier the new leg shall have; signals name the leg by it.</param>
/// <param name="Address">Whom to ring: an agent's telephone (<c>PJSIP/agent1001</c>) or <c>number@trunk</c>.</param>
/// <param name="CallerNumber">The number shown to the party; empty to show none.</param>
/// <param name="TimeoutSeconds">How long to ring.</param>
/// <param name="AutoAnswer">Ask the telephone to pick up by itself, because the agent accepted on the console.</param>
public sealed record RingParty(
    CommandId Id, string Source, string Call, string Leg, string Address, string CallerNumber, int TimeoutSeconds, bool AutoAnswer)
    : CallCommand(Id, Source, Call);

/// <summary>Let these parties hear one another and nobody else; music, prompts and holds of theirs end.</summary>
public sealed record ConnectParties(CommandId Id, string Source, string Call, IReadOnlyList<string> Legs)
    : CallCommand(Id, Source, Call);

/// <summary>Put a party on hold: it hears music, the other one silence.</summary>
public sealed record HoldParty(CommandId Id, string Source, string Call, string Leg) : CallCommand(Id, Source, Call);

/// <summary>Take a party back from hold.</summary>
public sealed record RetrieveParty(CommandId Id, string Source, string Call, string Leg) : CallCommand(Id, Source, Call);

/// <summary>End one leg.</summary>
/// <param name="Id">The idempotency key.</param>
/// <param name="Source">The PBX it goes to.</param>
/// <param name="Call">The PBX's call.</param>
/// <param name="Leg">Which leg.</param>
/// <param name="Reason"><c>normal</c>, <c>busy</c>, <c>no_answer</c> or <c>rescinded</c>.</param>
public sealed record HangUpParty(CommandId Id, string Source, string Call, string Leg, string Reason)
    : CallCommand(Id, Source, Call);

/// <summary>End every leg of the call.</summary>
public sealed record HangUpCall(CommandId Id, string Source, string Call) : CallCommand(Id, Source, Call);
