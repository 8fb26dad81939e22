using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Platform.Live;

/// <summary>Has modules load their topics, a few at a time, until it succeeds.</summary>
internal sealed partial class TopicLoading(
    Topics topics, Watching watching, IHostApplicationLifetime host, TimeProvider clock, ILogger<TopicLoading> logger)
    : IDisposable
{
    // After a restart every agent's topic is asked for at once; business shares the database.
    private const int AtOnce = 8;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places = new(AtOnce);

    /// <summary>Begins loading and returns.</summary>
    internal void Begin(Topic topic) => _ = LoadAsync(topic, topic.Life);

    [SuppressMessage("Design", "CA1031", Justification = "Modules' queries may fail in any way; consoles go on waiting.")]
    private async Task LoadAsync(Topic topic, int life)
    {
        while (topic.Life == life && !host.ApplicationStopping.IsCancellationRequested)
        {
            await places.WaitAsync(CancellationToken.None);
            try
            {
                var source = watching.SourceOf(topic.Name)!;
                topics.Loaded(topic, life, await source.LoadAsync(topic.Name, host.ApplicationStopping));
                return;
            }
            catch (Exception exception)
            {
                CannotLoad(topic.Name, exception);
            }
            finally
            {
                places.Release();
            }

            await Task.Delay(RetryAfter, clock, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    [LoggerMessage(LogLevel.Warning, "{Topic} cannot be loaded, its consoles wait")]
    private partial void CannotLoad(string topic, Exception exception);
}
