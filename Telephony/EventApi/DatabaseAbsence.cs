using ContactCenter.Telephony.EventApi.Intake;
using Npgsql;

namespace ContactCenter.Telephony.EventApi;

/// <summary>Answers 503 and not 500 while the database cannot be reached: a PBX knows what to do with the former.</summary>
internal sealed class DatabaseAbsence : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (NpgsqlException exception) when (exception is not PostgresException { IsTransient: false })
        {
            context.HttpContext.Response.Headers.RetryAfter = Answers.RetryAfterSeconds;
            return Fault.Unavailable.ToProblem();
        }
    }
}
