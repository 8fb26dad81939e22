using System.Text.Encodings.Web;
using System.Text.Json;

namespace ContactCenter.Telephony.EventApi.Intake;

/// <summary>How the event API answers. Accepted events are answered without a serializer: they are nearly all of them.</summary>
internal static class Answers
{
    /// <summary>What a PBX should wait after 429 and 503, in seconds.</summary>
    internal const string RetryAfterSeconds = "1";

    // Chinese as it is read, not as escapes: the answer is JSON and never part of a page.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes a fault as problem+json.</summary>
    internal static Task WriteAsync(HttpContext context, Fault fault)
    {
        if (fault.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return fault.ToProblem().ExecuteAsync(context);
    }

    /// <summary>Writes what became of one event.</summary>
    internal static Task WriteAsync(HttpContext context, in EventOutcome outcome)
    {
        if (outcome.Fault is { } fault)
        {
            return WriteAsync(context, fault);
        }

        context.Response.StatusCode = outcome.Status;
        context.Response.ContentType = "application/json";
        using (var json = new Utf8JsonWriter(context.Response.BodyWriter, Readable))
        {
            Write(json, outcome);
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes what became of each event of a batch: one status where all fared alike, else 207.</summary>
    internal static Task WriteAsync(HttpContext context, ReadOnlySpan<EventOutcome> outcomes)
    {
        var status = outcomes[0].Status;
        foreach (ref readonly var outcome in outcomes)
        {
            if (outcome.Status != status || outcome.Fault is not null)
            {
                status = StatusCodes.Status207MultiStatus;
            }
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        using var json = new Utf8JsonWriter(context.Response.BodyWriter, Readable);
        json.WriteStartObject();
        json.WriteStartArray("results"u8);
        foreach (ref readonly var outcome in outcomes)
        {
            Write(json, outcome);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return Task.CompletedTask;
    }

    /// <summary>The fault as an HTTP answer.</summary>
    internal static ProblemHttpResult ToProblem(this Fault fault) => TypedResults.Problem(
        type: $"urn:contact-center:{fault.Code}", title: fault.Title, detail: fault.Detail, statusCode: fault.Status);

    private static void Write(Utf8JsonWriter json, in EventOutcome outcome)
    {
        json.WriteStartObject();
        if (outcome.Id is { } id)
        {
            json.WriteString("id"u8, id);
        }

        json.WriteNumber("status"u8, outcome.Status);
        if (outcome.Fault is { } fault)
        {
            json.WriteString("result"u8, fault.Code);
            json.WriteString("title"u8, fault.Title);
            json.WriteString("detail"u8, fault.Detail);
        }
        else
        {
            json.WriteString("result"u8, outcome.Status is StatusCodes.Status202Accepted ? "accepted"u8 : "duplicate"u8);
            json.WriteNumber("position"u8, outcome.Position);
        }

        json.WriteEndObject();
    }
}

/// <summary>What became of one event.</summary>
/// <param name="Id">Its id where it could be read.</param>
/// <param name="Position">Its place in the journal where it is there.</param>
/// <param name="IsDuplicate">It was there before.</param>
/// <param name="Fault">Why it is not in the journal, or null.</param>
internal readonly record struct EventOutcome(string? Id, long Position, bool IsDuplicate, Fault? Fault)
{
    internal int Status => Fault?.Status ?? (IsDuplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
}
