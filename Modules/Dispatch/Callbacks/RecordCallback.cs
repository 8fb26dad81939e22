using System.ComponentModel.DataAnnotations;
using ContactCenter.Contracts.Intake;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform.Http;

namespace ContactCenter.Dispatch.Callbacks;

internal static class RecordCallback
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/orders/{id}/record-callback", Handle)
        .ForAct(
            Act.RecordCallback, "RecordCallback",
            "Records one attempt to call one citizen back, and what the citizen says: contacted, solved, how satisfied (回访). When every "
            + "citizen has been asked, content ones close the order, others have it done again or, when that is used up, escalate it.");

    private static Task<ActAnswer> Handle([AsParameters] ActCall call, Request request) =>
        call.RunAsync(Act.RecordCallback, request.Version, turn => Apply(turn, request));

    internal static Refusal? Apply(Turn turn, Request request)
    {
        var order = turn.Order;
        var due = order.Citizens.Where(citizen => citizen.State is CitizenState.Due).ToList();
        var citizen = request.Appeal is { } appeal ? due.Find(one => one.Appeal == appeal) : due is [var only] ? only : null;
        if (citizen is null)
        {
            return new("which-citizen", request.Appeal is null
                ? "本单有多位市民待回访,请指明回访的是哪一件诉求。"
                : "这位市民现在不需要回访,请在待回访的诉求中选择。", new Dictionary<string, object?>
            {
                ["due"] = due.ConvertAll(one => one.Appeal),
            });
        }

        citizen.Attempts++;
        if (request.Reached)
        {
            citizen.State = CitizenState.Answered;
            citizen.Contacted = request.Contacted;
            citizen.FirstSolved ??= request.Solved;
            citizen.FirstRating ??= request.Rating;
            (citizen.FinalSolved, citizen.FinalRating) = (request.Solved, request.Rating);
        }
        else if (citizen.Attempts >= turn.LimitsOf(order.Lead).CallbackAttempts)
        {
            citizen.State = CitizenState.Unreachable;
        }

        turn.Attempts.Add(new CallbackAttempt(
            Guid.CreateVersion7(turn.At), citizen.Appeal.Value, citizen.Round, citizen.Attempts, request.Reached,
            request.Reached ? null : request.WhyNot!.Value.Word(), request.Contacted, request.Solved, request.Rating, request.Opinion));
        turn.Reason = request.Opinion;
        turn.Details["appeal"] = citizen.Appeal;
        turn.Details["attempt"] = citizen.Attempts;
        turn.Details["reached"] = request.Reached;
        turn.Details["solved"] = request.Solved;
        turn.Details["rating"] = request.Rating?.InJson();
        turn.ConcludeCallbacks();
        return null;
    }

    /// <param name="Version">The version that the person saw.</param>
    /// <param name="Reached">Whether the citizen was reached.</param>
    /// <param name="Appeal">Whose callback it is, where the order serves several citizens.</param>
    /// <param name="WhyNot">Why the citizen was not reached.</param>
    /// <param name="Contacted">是否联系: whether the unit had been in touch, as the citizen says.</param>
    /// <param name="Solved">是否解决, as the citizen says.</param>
    /// <param name="Rating">满意度 in five grades.</param>
    /// <param name="Opinion">What else the citizen said.</param>
    public sealed record Request(
        int Version, bool Reached, AppealId? Appeal = null, NotReached? WhyNot = null, bool? Contacted = null, bool? Solved = null,
        Rating? Rating = null, [StringLength(1000)] string? Opinion = null) : IValidatableObject
    {
        /// <inheritdoc/>
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Reached && (Contacted is null || Solved is null || Rating is null))
            {
                yield return new("已接通的回访须记录是否联系、是否解决和满意度。", [nameof(Contacted), nameof(Solved), nameof(Rating)]);
            }

            if (Reached == WhyNot is not null || (!Reached && (Contacted ?? Solved) is not null) || (!Reached && Rating is not null))
            {
                yield return new("未接通的回访须且只须记录未接通原因。", [nameof(WhyNot)]);
            }
        }
    }
}
