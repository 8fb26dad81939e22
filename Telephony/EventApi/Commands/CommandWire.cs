using System.Text.Json.Nodes;
using ContactCenter.Contracts.Calls;

namespace ContactCenter.Telephony.EventApi.Commands;

/// <summary>How a command looks to a PBX: a CloudEvent whose id is the idempotency key.</summary>
internal static class CommandWire
{
    /// <summary>The source of our CloudEvents.</summary>
    internal const string Us = "/contact-center";

    /// <summary>The type that asks a PBX for everything alive.</summary>
    internal const string SnapshotRequested = "source.snapshot_requested";

    internal static string TypeOf(CallCommand command) => command switch
    {
        AnswerParty => "answerParty",
        PlayPrompt => "playPrompt",
        PlayMusic => "playMusic",
        RingParty => "ringParty",
        ConnectParties => "connectParties",
        HoldParty => "holdParty",
        RetrieveParty => "retrieveParty",
        HangUpParty => "hangUpParty",
        HangUpCall => "hangUpCall",
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "This command has no wire form."),
    };

    internal static JsonObject DataOf(CallCommand command)
    {
        var data = new JsonObject { ["callId"] = command.Call };
        switch (command)
        {
            case AnswerParty answer:
                data["legId"] = answer.Leg;
                break;
            case PlayPrompt play:
                data["legId"] = play.Leg;
                data["prompt"] = play.Prompt;
                data["numbers"] = new JsonArray([.. play.Numbers.Select(number => (JsonNode)number)]);
                break;
            case PlayMusic music:
                data["legId"] = music.Leg;
                break;
            case RingParty ring:
                data["legId"] = ring.Leg;
                data["address"] = ring.Address;
                data["callerNumber"] = ring.CallerNumber;
                data["timeoutSeconds"] = ring.TimeoutSeconds;
                data["autoAnswer"] = ring.AutoAnswer;
                break;
            case ConnectParties connect:
                data["legs"] = new JsonArray([.. connect.Legs.Select(leg => (JsonNode)leg)]);
                break;
            case HoldParty hold:
                data["legId"] = hold.Leg;
                break;
            case RetrieveParty retrieve:
                data["legId"] = retrieve.Leg;
                break;
            case HangUpParty hangUp:
                data["legId"] = hangUp.Leg;
                data["reason"] = hangUp.Reason;
                break;
        }

        return data;
    }

    internal static JsonObject Envelope(BookedCommand command) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = command.Id.ToString(),
        ["source"] = Us,
        ["type"] = $"command.{command.Type}",
        ["time"] = command.WrittenAt,
        ["position"] = command.Position,
        ["data"] = JsonNode.Parse(command.Body),
    };

    /// <summary>The names of the call and of legs in a command.</summary>
    internal static IEnumerable<string> NamesIn(JsonObject command)
    {
        var data = command["data"]!;
        yield return (string)data["callId"]!;
        if (data["legId"] is { } leg)
        {
            yield return (string)leg!;
        }

        foreach (var one in data["legs"] as JsonArray ?? [])
        {
            yield return (string)one!;
        }
    }

    /// <summary>Puts the PBX's names in the place of ours where it has its own.</summary>
    internal static void Rename(JsonObject command, Dictionary<string, string> byOurs)
    {
        var data = command["data"]!;
        data["callId"] = Theirs(data["callId"]!);
        if (data["legId"] is { } leg)
        {
            data["legId"] = Theirs(leg);
        }

        if (data["legs"] is JsonArray legs)
        {
            data["legs"] = new JsonArray([.. legs.Select(one => Theirs(one!))]);
        }

        JsonNode Theirs(JsonNode ours) => byOurs.GetValueOrDefault((string)ours!) ?? (string)ours!;
    }
}
