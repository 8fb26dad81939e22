using System.Net;
using System.Text.Json;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>What Asterisk answered.</summary>
internal readonly record struct AriAnswer(HttpStatusCode Status, byte[] Body)
{
    internal bool IsDone => (int)Status < 300;

    /// <summary>Null where it did what it was asked, else the reason of a <c>CommandFailed</c>.</summary>
    internal string? WhyNot() => Status switch
    {
        _ when IsDone => null,

        // Ids are ours: it is there already because we asked for it before.
        HttpStatusCode.Conflict when Says("already exists") => null,
        HttpStatusCode.NotFound => "gone",
        HttpStatusCode.BadRequest when Says("not found") => "gone",
        HttpStatusCode.InternalServerError when Says("Allocation failed") => "unreachable",
        _ => "refused",
    };

    private bool Says(string words)
    {
        try
        {
            using var said = JsonDocument.Parse(Body);
            var text = said.RootElement.Text("message") ?? said.RootElement.Text("error") ?? "";
            return text.Contains(words, StringComparison.OrdinalIgnoreCase);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
