using ContactCenter.Calls.Callbacks;
using ContactCenter.Calls.Callers;
using ContactCenter.Calls.Demonstration;
using ContactCenter.Calls.Desks;
using ContactCenter.Calls.Floor;
using ContactCenter.Calls.Journal;
using ContactCenter.Calls.Privacy;
using ContactCenter.Calls.Queues;
using ContactCenter.Calls.Reference;
using ContactCenter.Calls.Turns;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Live;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls;

/// <summary>The ACD: takes what telephone systems say, keeps queues and agents, and gives each call to one agent.</summary>
public sealed class CallsModule : IModule
{
    /// <inheritdoc/>
    public string Name => "calls";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidation();
        services.AddOptions<CallsOptions>().BindConfiguration("Calls").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallerSeal>();
        services.AddSealedColumns("calls.calls", "caller");
        services.AddSealedColumns("calls.callbacks", "caller");
        services.AddSealedColumns("calls.legs", "address");
        services.AddSealedColumns("calls.signals", "payload");
        services.AddSealedColumns("calls.commands", "payload");
        services.AddSingleton<SealOldCalls>();
        services.AddSingleton<ICalls, CallLookup>();
        services.AddSingleton<QueueBook>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueBook>());
        services.AddSingleton<DueSoon>();
        services.AddSingleton<LookAgain>();
        services.AddSingleton<Ground>();
        services.AddSingleton<PictureReader>();
        services.AddSingleton<TurnEnd>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<Desk>();
        services.AddSingleton<StickyAgents>();
        services.AddSingleton<Reconciliation>();
        services.AddSingleton<ICallSignals, SignalIntake>();
        services.AddSingleton<ICallCommands, CommandRows>();
        services.AddSingleton<ITopicSource, BoardTopics>();
        services.AddSingleton<IPresence, ConsolePresence>();
        services.AddHostedService<DueTimers>();
        services.AddHostedService<MatchAgain>();
        services.AddHostedService<MatchSweep>();
        services.AddHostedService<BoardTicker>();
        services.AddHostedService<Announcer>();
        services.AddHostedService<CallbackFeeder>();
        services.AddHostedService<PlayedAgents>();
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ShowDesk.Map(routes);
        LogIn.Map(routes);
        ChooseState.Map(routes);
        EndWrapUp.Map(routes);
        ActOnOffer.Map(routes);
        ActOnCall.Map(routes);
        ShowBoard.Map(routes);
        ListCalls.Map(routes);
        ShowCall.Map(routes);
        MoveCall.Map(routes);
        WhyCall.Map(routes);
        WhyAgent.Map(routes);
        ForceState.Map(routes);
        CallbackList.Map(routes);
        RevealCaller.Map(routes);
        CallsOfCaller.Map(routes);
        EditQueue.Map(routes);
        EditAgent.Map(routes);
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<SealOldCalls>().PrepareAsync(cancellationToken);
        await ReferenceData.LoadAsync(
            services.GetRequiredService<Db>(), services.GetRequiredService<IAccounts>(),
            services.GetRequiredService<IOptions<CallsOptions>>().Value, cancellationToken);
        await services.GetRequiredService<QueueBook>().LoadAsync(cancellationToken);
    }
}
