using ContactCenter.Access.Accounts;
using ContactCenter.Access.Auditing;
using ContactCenter.Access.PersonalData;
using ContactCenter.Access.Sessions;
using ContactCenter.Access.SigningIn;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Live;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Net.Http.Headers;
using Quartz;

namespace ContactCenter.Access;

/// <summary>Accounts, roles, sessions, rights and the audit.</summary>
public sealed class AccessModule : IModule
{
    /// <inheritdoc/>
    public string Name => "access";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidation();
        services.AddOptions<AccessOptions>().BindConfiguration("Access").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PersonalDataOptions>().BindConfiguration("Access:PersonalData").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PersonalKeys>();
        services.AddSingleton<KeyMarks>();
        services.AddSingleton<IPersonalData, PersonalVault>();
        services.AddSingleton<MessageVault>();
        services.AddSingleton<ISealedMessages>(provider => provider.GetRequiredService<MessageVault>());
        services.AddSingleton<IResealing, Resealing>();
        services.AddScoped<KeyUpkeep>();
        services.AddSingleton<IAccounts, AccountDirectory>();
        services.AddSingleton<IAudit, AuditLog>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<ReadyMadeAccounts>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<ISignIns, ConnectedPeople>();
        services.AddEventHandler<ActDone, RecordAct>();
        services.AddScoped<ForgetOldSignIns>();
        services.AddQuartz(quartz => quartz
            .ScheduleJob<ForgetOldSignIns>(
                trigger => trigger.WithIdentity(nameof(ForgetOldSignIns), Name).WithCronSchedule("0 17 * * * ?"),
                job => job.WithIdentity(ForgetOldSignIns.Key))
            .ScheduleJob<KeyUpkeep>(
                trigger => trigger.WithIdentity(nameof(KeyUpkeep), Name).WithCronSchedule("30 3/10 * * * ?"),
                job => job.WithIdentity(KeyUpkeep.Key)));
        RightsOfRoles.Register(services.AddAuthorizationBuilder());
        AddAuthentication(services);
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        SignIn.Map(routes);
        SignOut.Map(routes);
        GetMe.Map(routes);
        IssueToken.Map(routes);
        ChangeMyPassword.Map(routes);
        ListAccounts.Map(routes);
        GetAccount.Map(routes);
        AddAccount.Map(routes);
        ChangeAccount.Map(routes);
        ResetPassword.Map(routes);
        SignAccountOut.Map(routes);
        ListAudit.Map(routes);
        ListPersonalViews.Map(routes);
        ResealNow.Map(routes);
        RotateSigningKey.Map(routes);
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<KeyMarks>().NoteAsync(cancellationToken);

        // Uses the key that protects cookies once, under the lock hosts share at the start: the first makes it, all have it.
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(PrepareAsync)).Protect([]);
        await services.GetRequiredService<SigningKeys>().PrepareAsync(cancellationToken);
        await services.GetRequiredService<ReadyMadeAccounts>().PrepareAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> TryCommandAsync(string[] arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var keys = services.GetRequiredService<PersonalKeys>();
        switch (arguments)
        {
            case [RotatePersonalKey.Command, .. var words]:
                RotatePersonalKey.Run(keys.Path, words, services.GetRequiredService<TimeProvider>(), Console.Out);
                return true;
            case [RetirePersonalKey.Command, .. var words]:
                await RetirePersonalKey.RunAsync(keys, services.GetRequiredService<Db>(), words, Console.Out, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    private static void AddAuthentication(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("ContactCenter");
        services.AddSingleton<DataProtectionKeys>();
        services.AddOptions<KeyManagementOptions>()
            .Configure<DataProtectionKeys>((options, keys) => options.XmlRepository = keys);

        services.AddAuthentication(Schemes.Account)
            .AddPolicyScheme(Schemes.Account, null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddCookie(Schemes.Cookie, CookieRules.Configure)
            .AddJwtBearer(Schemes.Token, _ => { });
        services.AddOptions<JwtBearerOptions>(Schemes.Token).Configure<SigningKeys>(TokenRules.Configure);
    }

    private static string SchemeOf(HttpContext context)
    {
        var proof = context.Request.Headers[HeaderNames.Authorization].ToString();
        return proof.StartsWith(JwtBearerDefaults.AuthenticationScheme + ' ', StringComparison.OrdinalIgnoreCase)
            ? Schemes.Token
            : Schemes.Cookie;
    }
}
