using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ContactCenter.Telephony.Exchange;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>
/// Sends requests to one Asterisk over kept connections, with a time limit, repeats and a circuit breaker. Whatever keeps it
/// from answering is an <see cref="ExchangeUnavailableException"/>; what it answers, it answers.
/// </summary>
internal sealed class AriClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http;
    private readonly ResiliencePipeline<AriAnswer> guard;
    private readonly ResiliencePipeline<AriAnswer> patientGuard;

    internal AriClient(AsteriskOptions options, TimeProvider clock)
    {
        Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}")));
        var handler = new SocketsHttpHandler
        {
            // Asterisk gives each connection a thread.
            MaxConnectionsPerServer = ExchangeLimits.CommandsAtOnce,

            // Asterisk closes an idle connection after session_keep_alive (15 s by default); we are the first to.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            ConnectTimeout = TimeSpan.FromSeconds(2),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        };
        http = new HttpClient(handler) { BaseAddress = new Uri(options.Url, "/ari/"), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = Authorization;
        guard = Guard(clock, TimeSpan.FromSeconds(2));
        patientGuard = Guard(clock, TimeSpan.FromSeconds(20));
    }

    internal AuthenticationHeaderValue Authorization { get; }

    /// <summary>Sends it and answers what Asterisk says.</summary>
    internal async Task<AriAnswer> SendAsync(AriRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await (request.IsPatient ? patientGuard : guard).ExecuteAsync(
                static async (state, token) => await state.Client.TryAsync(state.Request, token),
                (Client: this, Request: request),
                cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException
            or BrokenCircuitException or IOException)
        {
            throw new ExchangeUnavailableException($"Asterisk does not answer: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a document; throws <see cref="ExchangeUnavailableException"/> where Asterisk does not give it.</summary>
    internal async Task<JsonDocument> GetAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(new AriRequest(HttpMethod.Get, path), cancellationToken);
        return answer.IsDone
            ? JsonDocument.Parse(answer.Body)
            : throw new ExchangeUnavailableException($"Asterisk answers {(int)answer.Status} to GET {path}.");
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<AriAnswer> TryAsync(AriRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, request.Path);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = Json } };
        }

        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var answer = response.StatusCode is HttpStatusCode.NoContent
            ? []
            : await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new AriAnswer(response.StatusCode, answer);
    }

    private static ResiliencePipeline<AriAnswer> Guard(TimeProvider clock, TimeSpan limit)
    {
        // 503: its HTTP server is out of sessions, or it is still starting.
        var troubles = new PredicateBuilder<AriAnswer>()
            .Handle<HttpRequestException>()
            .Handle<IOException>()
            .Handle<TimeoutRejectedException>()
            .HandleResult(answer => answer.Status is HttpStatusCode.ServiceUnavailable);
        return new ResiliencePipelineBuilder<AriAnswer> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<AriAnswer>
            {
                ShouldHandle = troubles,
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(50),
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AriAnswer>
            {
                ShouldHandle = troubles,
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(5),
                BreakDuration = TimeSpan.FromSeconds(1),
            })

            // Asterisk takes a millisecond when it is well.
            .AddTimeout(limit)
            .Build();
    }
}
