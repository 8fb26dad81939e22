using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ContactCenter.Intake.Messages;

/// <summary>Posts messages to a provider's HTTP interface, whose body is a template of the installation.</summary>
internal sealed class HttpProvider(IHttpClientFactory clients, IOptions<IntakeOptions> options, TimeProvider clock) : IMessageProvider
{
    /// <summary>The named client.</summary>
    internal const string Client = "short-messages";

    private const int LongestAnswer = 4096;

    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(5);

    private readonly ResiliencePipeline<HttpResponseMessage> pipeline =
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = WorthAnotherTry(),
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = WorthAnotherTry(),
                // A provider that fails half of its messages is left alone for a moment; the rows wait.
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(10),
            })
            .AddTimeout(OneTry)
            .Build();

    public async Task<Handover> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await pipeline.ExecuteAsync(
                async token =>
                {
                    using var request = RequestOf(message);
                    return await clients.CreateClient(Client).SendAsync(request, token);
                },
                cancellationToken);
            return answer switch
            {
                { IsSuccessStatusCode: true } => new Handover(HandoverResult.Taken, await IdOfAsync(answer, cancellationToken)),

                // The provider knows the key: it has the message.
                { StatusCode: HttpStatusCode.Conflict } => new Handover(HandoverResult.Taken),
                _ when IsWorthAnotherTry(answer) => new Handover(HandoverResult.NotNow, null, $"HTTP {(int)answer.StatusCode}"),
                _ => new Handover(HandoverResult.Refused, null, $"HTTP {(int)answer.StatusCode}"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or BrokenCircuitException
            or InvalidOperationException)
        {
            return new Handover(HandoverResult.NotNow, null, exception.GetType().Name);
        }
    }

    private static PredicateBuilder<HttpResponseMessage> WorthAnotherTry() => new PredicateBuilder<HttpResponseMessage>()
        .Handle<HttpRequestException>().Handle<TimeoutRejectedException>().HandleResult(IsWorthAnotherTry);

    private static bool IsWorthAnotherTry(HttpResponseMessage answer) => (int)answer.StatusCode >= 500
        || answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private HttpRequestMessage RequestOf(OutgoingMessage message)
    {
        var body = options.Value.MessageBody
            .Replace("{number}", JsonSerializer.Serialize(message.Number), StringComparison.Ordinal)
            .Replace("{key}", JsonSerializer.Serialize(message.Key), StringComparison.Ordinal)
            .Replace("{text}", JsonSerializer.Serialize(message.Text), StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Post, options.Value.MessageProvider)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", message.Key);
        if (options.Value.MessageAuthorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    /// <summary>What the provider calls the message, where its answer is JSON and says so.</summary>
    private static async Task<string?> IdOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(text[..Math.Min(text.Length, LongestAnswer)]);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id)
                ? id.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
