using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ContactCenter.Telephony.EventApi.Signing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ContactCenter.Telephony.EventApi.Commands;

/// <summary>Posts commands to one PBX's callback, signed, with timeout, retry and circuit breaker.</summary>
internal sealed class CommandPush(IHttpClientFactory clients, SourceKeys keys, TimeProvider clock)
{
    /// <summary>The named client of callbacks.</summary>
    internal const string Client = "pbx-callback";

    // All tries of one command end well before another host may take it over.
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(2);

    private readonly ResiliencePipeline<HttpResponseMessage> pipeline =
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>().Handle<TimeoutRejectedException>()
                    .HandleResult(answer => IsWorthAnotherTry(answer.StatusCode)),
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(150),
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>().Handle<TimeoutRejectedException>()
                    .HandleResult(answer => IsWorthAnotherTry(answer.StatusCode)),
                // A PBX that fails half of its commands is left alone for a moment; its retries would only load it further.
                FailureRatio = 0.5,
                MinimumThroughput = 6,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(3),
            })
            .AddTimeout(OneTry)
            .Build();

    /// <summary>Posts one command.</summary>
    internal async Task<Pushed> PostAsync(string source, Uri callback, JsonObject command, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(source, cancellationToken) is not { } ring)
        {
            return Pushed.NotNow;
        }

        var id = (string)command["id"]!;
        var body = Encoding.UTF8.GetBytes(command.ToJsonString());
        try
        {
            using var answer = await pipeline.ExecuteAsync(
                async token =>
                {
                    using var request = Request(callback, id, body, ring.Keys[0]);
                    return await clients.CreateClient(Client).SendAsync(
                        request, HttpCompletionOption.ResponseHeadersRead, token);
                },
                cancellationToken);
            return answer.StatusCode switch
            {
                // The PBX knows the idempotency key: it has the command.
                HttpStatusCode.Conflict => Pushed.Taken,
                _ when answer.IsSuccessStatusCode => Pushed.Taken,
                _ when IsWorthAnotherTry(answer.StatusCode) => Pushed.NotNow,
                _ => Pushed.Refused,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or BrokenCircuitException)
        {
            return Pushed.NotNow;
        }
    }

    private HttpRequestMessage Request(Uri callback, string id, byte[] body, byte[] key)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, callback) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Intake.PostEvents.One);
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, $"{timestamp}");
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(key, id, timestamp, body));
        request.Headers.Add("Idempotency-Key", id);
        return request;
    }

    private static bool IsWorthAnotherTry(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
}

/// <summary>What a PBX did with a pushed command.</summary>
internal enum Pushed
{
    /// <summary>It has it.</summary>
    Taken,

    /// <summary>It says no, and would say so again.</summary>
    Refused,

    /// <summary>It could not be reached, or not now.</summary>
    NotNow,
}
