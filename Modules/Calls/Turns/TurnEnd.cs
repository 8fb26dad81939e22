using ContactCenter.Calls.Live;
using ContactCenter.Calls.Matching;
using ContactCenter.Calls.Signals;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Calls.Turns;

/// <summary>How every turn ends: rows, matching, commit, and only then commands and consoles.</summary>
internal sealed class TurnEnd(Ground ground)
{
    /// <summary>Saves what the rules decided, matches what became available, and commits.</summary>
    internal async Task SaveAsync(
        Writer writer, CallPicture picture, CallSignal? journal, string? anomaly, CancellationToken cancellationToken)
    {
        var call = picture.Call;
        foreach (var leg in picture.Legs.Where(leg => leg.IsChanged))
        {
            writer.Save(call.Id, leg);
        }

        if (picture.Reservation is { IsChanged: true } reservation)
        {
            writer.Save(reservation);
        }

        // The agent's desk shows the offer and the call, under the agent's own version.
        if (picture.Agent is { } agent && (agent.IsChanged || call.IsChanged || picture.Reservation is { IsChanged: true }))
        {
            var isTheirs = agent.CallId == call.Id;
            writer.Save(agent, Cause(picture), isTheirs ? picture.Reservation : null, isTheirs ? call : null);
        }

        foreach (var note in picture.Notes)
        {
            writer.Note(call.Id, note);
        }

        if (journal is not null && anomaly is not null)
        {
            writer.Batch.Add(Sql.MarkAnomaly, journal.Stamp.Source, journal.Stamp.Id, anomaly);
        }

        var freed = picture is { AgentFreed: true, Agent: { State: AgentState.Ready } ready } ? ready : null;
        var queues = picture.Wake.Concat(freed?.Queues ?? []).Distinct().ToArray();
        writer.Commands.AddRange(picture.Commands);
        HashSet<Guid> available = call.State is CallState.Queued ? [call.Id.Value] : [];
        if (freed is not null)
        {
            available.Add(freed.Id.Value);
        }

        var made = await MatchAsync(writer, queues, picture, available, cancellationToken);
        if (call.State is CallState.Queued && made.TrueForAll(pair => pair.Call.Id != call.Id) && picture.NeedsMusic)
        {
            var before = picture.Commands.Count;
            CallRules.GiveMusic(picture);
            writer.Commands.AddRange(picture.Commands.Skip(before));
            writer.Save(call.Id, picture.Citizen);
        }

        // Last, so that a command is not locked while the turn waits for a queue: whoever notes it as sent would wait along.
        if (journal is not null)
        {
            Confirmation.Add(writer.Batch, journal);
        }

        MissedCalls.Add(writer.Batch, picture);
        await CommitAsync(writer);
        if (picture.Refused && call is { State: CallState.Queued, Queue: { } again })
        {
            // The agent who did not take it may have it after a while.
            ground.Again.After(TimeSpan.FromSeconds(ground.Options.ExclusionSeconds), again);
        }
    }

    /// <summary>
    /// Sends the rows, then makes pairs until there is none to make. A greeting is played, and a citizen who was already
    /// picked up has music, even where an agent is found at once: nobody is left in silence while a telephone rings.
    /// </summary>
    /// <param name="writer">Of the turn.</param>
    /// <param name="queues">Where.</param>
    /// <param name="own">The call that the turn is about.</param>
    /// <param name="available">
    /// The call and the agent that this turn made available: once they are in pairs there is nothing more to find, because
    /// whoever made others available has looked. Empty where everything is to be looked at.
    /// </param>
    /// <param name="cancellationToken">Until the commit.</param>
    internal async Task<List<Matcher.Pair>> MatchAsync(
        Writer writer, string[] queues, CallPicture? own, HashSet<Guid> available, CancellationToken cancellationToken)
    {
        var made = new List<Matcher.Pair>();
        if (queues.Length == 0)
        {
            return made;
        }

        Matcher.Add(writer.Batch, queues, ground.Options);
        writer.HoldsQueues = true;
        var locked = new List<Guid>();
        while (true)
        {
            Matcher.Found? found;
            await using (var reader = await writer.FlushAsync(cancellationToken))
            {
                // The answers before the last are of the statements that were waiting, the locks among them.
                while (reader.FieldCount < 10 && await reader.NextResultAsync(cancellationToken))
                {
                }

                found = await Matcher.ReadAsync(reader, cancellationToken);
            }

            switch (found)
            {
                case null:
                    return made;
                case { Pair: { } pair }:
                    made.Add(Offer(writer, pair, own, locked));
                    if ((available.Remove(pair.Call.Id.Value) | available.Remove(pair.Agent.Id.Value)) && available.Count == 0)
                    {
                        return made;
                    }

                    break;
                case { Locked: { } row }:
                    locked.Add(row);
                    writer.LookAgain.UnionWith(queues);
                    break;
            }

            Matcher.AddPick(writer.Batch, queues, ground.Options, [.. locked]);
        }
    }

    private Matcher.Pair Offer(Writer writer, Matcher.Pair pair, CallPicture? own, List<Guid> passedOver)
    {
        var queue = ground.Queues[pair.Call.Queue];
        var reservation = OfferRules.Offer(pair.Call, pair.Agent, queue, ground.Options, writer.Now, writer.Commands);
        // After the ringing: the agent's telephone waits for no prompt.
        if (own is not null && pair.Call.Id == own.Call.Id
            && (own.Greeting is not null || (own.NeedsMusic && own.Citizen.State is not LegState.Ringing)))
        {
            var before = own.Commands.Count;
            CallRules.GiveMusic(own);
            writer.Commands.AddRange(own.Commands.Skip(before));
            writer.Save(own.Call.Id, own.Citizen);
        }

        writer.Insert(pair.Call.Id, reservation, pair.ChosenBy, ground.Host);
        if (pair.Agent.PhoneMode is PhoneMode.Rings)
        {
            writer.Save(pair.Call.Id, OfferRules.AgentLeg(reservation, pair.Agent, writer.Now));
        }

        writer.Save(pair.Call, pair.Agent);
        writer.Save(pair.Agent, "offered", reservation, pair.Call);
        // Whom the decision would have preferred, and could not have: why a later call was sooner.
        writer.Note(pair.Call.Id, new CallNote(
            "offered", pair.Call.State, queue.Key, pair.Agent.Id, reservation.Leg, "matcher", pair.ChosenBy,
            passedOver.Count == 0 ? null : $"past {string.Join(' ', passedOver)}"));
        return pair;
    }

    /// <summary>Commits; only then are commands sent, consoles told and timers set.</summary>
    internal async Task CommitAsync(Writer writer)
    {
        var changes = await writer.CommitAsync(ground);
        if (writer.Commands.Count > 0)
        {
            ground.Outlet.Offer([.. writer.Commands.Select(ground.Callers.Opened)]);
        }

        if (changes.Count > 0)
        {
            ground.Feed.Committed(changes);
        }

        if (writer.LookAgain.Count > 0)
        {
            ground.Again.Soon([.. writer.LookAgain]);
        }

        if (writer.Due is { } due)
        {
            ground.Due.Plan(due - writer.Now);
        }
    }

    private static string Cause(CallPicture picture) => picture.Notes.Count > 0 ? picture.Notes[^1].Kind : "call";
}
