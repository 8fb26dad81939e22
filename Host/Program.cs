using ContactCenter.Access;
using ContactCenter.Calls;
using ContactCenter.Dispatch;
using ContactCenter.Host;
using ContactCenter.Intake;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Platform.Live;
using ContactCenter.Telephony;
using Microsoft.AspNetCore.Authorization;
using Quartz;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

IModule[] modules =
[
    new AccessModule(),
    new TelephonyModule(),
    new CallsModule(),
    new IntakeModule(),
    new DispatchModule(),
];

var builder = WebApplication.CreateBuilder(args);
var database = builder.Configuration.GetConnectionString("ContactCenter")
    ?? throw new InvalidOperationException("Set ConnectionStrings__ContactCenter to a PostgreSQL connection string.");

builder.Services.AddSerilog(log => log
    .ReadFrom.Configuration(builder.Configuration)
    .Enrich.FromLogContext()
    .WriteTo.Console(new RenderedCompactJsonFormatter()));
builder.Services.AddPlatform(database);
builder.Services.AddProblemDetails(Problems.Configure);
builder.Services.AddOpenApi(ApiDocument.Configure);
builder.Services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
builder.Services.AddHealthChecks();
builder.Services.AddConsoleFiles();
builder.Services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
builder.Services.AddSignalR()
    .AddJsonProtocol(json => Json.Configure(json.PayloadSerializerOptions))
    .AddMessagePackProtocol();

foreach (var module in modules)
{
    module.AddServices(builder.Services, builder.Configuration);
}

// Nothing is open by default: an endpoint that names no right still asks for a signed-in person. Only the framework's own
// 405 and 415, which are no route endpoints and do nothing, may tell anyone what is wrong with the request.
builder.Services.AddAuthorizationBuilder()
    .SetFallbackPolicy(new AuthorizationPolicyBuilder()
        .RequireAssertion(asked => asked.User.Identity?.IsAuthenticated is true
            || (asked.Resource as HttpContext)?.GetEndpoint() is not RouteEndpoint)
        .Build());

var app = builder.Build();
foreach (var module in modules)
{
    if (await module.TryCommandAsync(args, app.Services, CancellationToken.None))
    {
        return;
    }
}

await Migrations.ApplyAsync(database, modules, async () =>
{
    foreach (var module in modules)
    {
        await module.PrepareAsync(app.Services, CancellationToken.None);
    }
});

if (args is ["migrate"])
{
    return;
}

app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = Problems.StatusOf });
app.UseStatusCodePages();
app.UseSerilogRequestLogging(requests => requests.GetLevel = (context, _, exception) =>
    exception is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
    : context.Response.StatusCode < 400 && context.GetEndpoint()?.Metadata.GetMetadata<OftenCalled>() is not null ? LogEventLevel.Debug
    : LogEventLevel.Information);
app.Use(Problems.RefuseNul);
app.UseConsoleFiles();
app.UseAuthentication();
app.UseAuthorization();
app.MapOpenApi().AllowAnonymous();          // The document tells how to call, not what is stored.
app.MapHealthChecks("/health/ready").AllowAnonymous();   // A load balancer has no account.

foreach (var module in modules)
{
    module.MapEndpoints(app.MapGroup($"/api/{module.Name}").WithTags(module.Name));
}

app.MapLive();

// A mistyped address of the API is told so, instead of being shown the console.
app.MapGet("/api/{**path}", () => TypedResults.NotFound()).ExcludeFromDescription().AllowAnonymous();
app.MapConsole();
await app.RunAsync();
