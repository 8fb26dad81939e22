using System.Text.Json.Nodes;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Signing;
using Microsoft.OpenApi;

namespace ContactCenter.Telephony.EventApi;

/// <summary>What the OpenAPI document says of the event API beyond what its types say: a vendor has nothing else to go by.</summary>
internal static class EventApiDocument
{
    private const string Signing = """
        Sign every request as [Standard Webhooks](https://www.standardwebhooks.com) says: HMAC-SHA256 with the source's secret over
        `webhook-id.webhook-timestamp.body` (the raw bytes; a GET is signed over an empty body), as `v1,` and Base64.
        The timestamp may be five minutes off. The URL is not signed. `webhook-source` names the source.
        """;

    private static readonly Dictionary<int, string> Meanings = new()
    {
        [200] = "It was there before, and nothing changed (an event); the answer (a question).",
        [202] = "Accepted: it is on disk.",
        [207] = "The events of the batch fared differently; `results` says how, each with a status of this list, in their order.",
        [400] = "It does not have the form described here; correct it before sending it again.",
        [401] = "No valid signature, or a timestamp more than five minutes off.",
        [403] = "The question is about another source.",
        [404] = "This source was given no such command.",
        [409] = "The id belongs to another event; nothing was kept.",
        [413] = "The body is larger than 256 kB.",
        [422] = "Well formed and without sense; kept in quarantine for people, not applied.",
        [429] = "Too much of this source waits; send it again after `Retry-After`.",
        [503] = "Nothing could be made durable; send it again after `Retry-After`.",
    };

    /// <summary>Describes an endpoint that takes events.</summary>
    internal static void DescribeIntake(RouteHandlerBuilder endpoint, string example, params string[] contentTypes) =>
        Describe(endpoint, example, contentTypes, 200, 202, 207, 400, 401, 409, 413, 422, 429, 503);

    /// <summary>Describes any other endpoint of a PBX.</summary>
    internal static void Describe(RouteHandlerBuilder endpoint, string? example = null, params int[] statuses) =>
        Describe(endpoint, example, example is null ? [] : ["application/json"], [.. statuses, 400, 401, 413, 503]);

    private static void Describe(RouteHandlerBuilder endpoint, string? example, string[] contentTypes, params int[] statuses) => endpoint
        .WithDescription(Signing)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. Headers()];
            if (example is not null)
            {
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = contentTypes.ToDictionary(type => type, type => Content(type, example)),
                };
            }

            operation.Responses ??= [];
            foreach (var status in statuses)
            {
                var answer = operation.Responses.TryGetValue($"{status}", out var known) ? known : new OpenApiResponse();
                answer.Description = Meanings[status];
                if (status >= 400 && answer is OpenApiResponse problem)
                {
                    problem.Content ??= new Dictionary<string, OpenApiMediaType>();
                    problem.Content.TryAdd("application/problem+json", new OpenApiMediaType());
                }

                operation.Responses[$"{status}"] = answer;
            }

            return Task.CompletedTask;
        });

    private static OpenApiMediaType Content(string type, string example)
    {
        var one = JsonNode.Parse(example)!;
        return new OpenApiMediaType { Example = type is PostEvents.Batch ? new JsonArray(one) : one };
    }

    private static IEnumerable<IOpenApiParameter> Headers() =>
    [
        Header(WebhookSignature.SourceHeader, "The source.", "pbx-1"),
        Header(WebhookSignature.IdHeader, "The message's id, the same on every attempt.", "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"),
        Header(WebhookSignature.TimestampHeader, "When this attempt was made, in seconds since 1970.", "1772330585"),
        Header(
            WebhookSignature.SignatureHeader, "One or more signatures, separated by spaces.",
            "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="),
    ];

    private static OpenApiParameter Header(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = true,
        Description = description,
        Example = example,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    /// <summary>A citizen's call that arrives.</summary>
    internal const string Event = """
        {
          "specversion": "1.0",
          "id": "01J9ZQ8T6C4Y8RZ4S0J3V1H2KD",
          "source": "pbx-1",
          "type": "call.leg.state_changed",
          "subject": "call/6b1f0c/leg/a",
          "time": "2026-03-01T02:03:04.123456Z",
          "sequence": "0000000000001742",
          "epoch": "2026-02-28T23:00:00Z/7",
          "callseq": 1,
          "datacontenttype": "application/json",
          "dataschema": "urn:hotline:call-event:1",
          "data": {
            "callId": "6b1f0c",
            "legId": "6b1f0c-a",
            "direction": "inbound",
            "state": "offered",
            "party": { "role": "citizen", "address": "tel:+8613800001234" },
            "dialled": "12345",
            "originalLine": "12319"
          }
        }
        """;

    /// <summary>Everything alive on a PBX.</summary>
    internal const string Snapshot = """
        {
          "specversion": "1.0",
          "id": "01J9ZQ8T6C4Y8RZ4S0J3V1H2KE",
          "source": "pbx-1",
          "type": "source.snapshot",
          "time": "2026-03-01T02:03:34Z",
          "sequence": "0000000000001750",
          "epoch": "2026-02-28T23:00:00Z/7",
          "data": {
            "calls": [
              { "callId": "6b1f0c", "legs": ["6b1f0c-a", "6b1f0c-b"], "dialled": "12345", "caller": "tel:+8613800001234" }
            ]
          }
        }
        """;

    internal const string Heartbeat = """{ "time": "2026-03-01T02:03:35.000Z" }""";

    internal const string Result = """{ "outcome": "failed", "reason": "unreachable" }""";
}
