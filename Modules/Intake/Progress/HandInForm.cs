using System.ComponentModel.DataAnnotations;
using ContactCenter.Intake.Appeals;
using ContactCenter.Intake.Areas;
using ContactCenter.Intake.Categories;
using ContactCenter.Intake.Citizens;

namespace ContactCenter.Intake.Progress;

internal static class HandInForm
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/public/form", Show)
            .WithName("ShowPublicForm")
            .WithSummary("What the public form offers to choose from: first-level categories and places.")
            .AllowAnonymous();
        routes.MapPost("/public/appeals", HandIn)
            .WithName("HandInPublicForm")
            .WithSummary("Takes an appeal from the public web form into the inbox; limited by address. The same form counts once.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .AllowAnonymous();
    }

    private static Ok<Form> Show(CategoryBook categories, AreaBook areas) => TypedResults.Ok(new Form(
        [.. categories.All.Where(one => !one.IsLeaf).OrderBy(one => one.Code, StringComparer.Ordinal).Select(one => new Choice(one.Code, one.Name, null))],
        [.. areas.All.OrderBy(one => one.Code, StringComparer.Ordinal).Select(one => new Choice(one.Code, one.Name, one.Parent))]));

    private static async Task<Results<Ok<Response>, ValidationProblem, ProblemHttpResult>> HandIn(
        Request request, HttpContext context, PublicLimits limits, Registration registration, CancellationToken cancellationToken)
    {
        if (!limits.MayHandIn(context.Connection.RemoteIpAddress))
        {
            return TooMany.Problem("提交过于频繁，请一小时后再试，或致电12345。");
        }

        if (!request.Person.Anonymous
            && (string.IsNullOrWhiteSpace(request.Person.Name) || string.IsNullOrWhiteSpace(request.Person.ContactNumber)))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["person"] = ["需要答复的诉求请填写姓名和联系电话；不愿署名的请选择匿名。"],
            });
        }

        // Marks that are for the agent to give are not taken from a stranger.
        var (registered, refusal) = await registration.RegisterAsync(
            new Registering(
                request.Matter with { Urgency = Contracts.Intake.Urgency.Normal, OldCaller = false, Brief = null },
                request.Person with { CallerNumber = null, CallerTags = null },
                new Origin("web") { Draft = request.Form == Guid.Empty ? null : request.Form },
                Outcome: null),
            cancellationToken);
        return registered is null
            ? refusal!.ToProblem()
            : TypedResults.Ok(new Response(registered.Number, registered.QueryCode, registered.Again));
    }

    /// <param name="Form">Made by the page; the same form counts once.</param>
    /// <param name="Matter">What it is about.</param>
    /// <param name="Person">Who it is from.</param>
    public sealed record Request(
        Guid Form, [Required] AppealFields.Matter Matter, [Required] CitizenFields.Person Person);

    /// <param name="Number">The appeal's number.</param>
    /// <param name="QueryCode">What else is needed to ask how far it is; null where the form was handed in before.</param>
    /// <param name="Again">The form was handed in before.</param>
    public sealed record Response(string Number, string? QueryCode, bool Again);

    public sealed record Form(IReadOnlyList<Choice> Categories, IReadOnlyList<Choice> Areas);

    public sealed record Choice(string Code, string Name, string? Parent);
}
