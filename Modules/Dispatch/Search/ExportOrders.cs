using System.Text.Json;
using ContactCenter.Contracts.Access;
using ContactCenter.Dispatch.Lists;
using ContactCenter.Dispatch.Organisations;
using ContactCenter.Dispatch.WorkOrders;
using ContactCenter.Platform;
using ContactCenter.Platform.Database;
using MiniExcelLibs;

namespace ContactCenter.Dispatch.Search;

internal static class ExportOrders
{
    // More than that is statistics' business, and nobody's to carry away (国办函〔2025〕66号 item 9).
    private const int MostRows = 5000;

    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/orders/export", Handle)
        .RequireAuthorization(Rights.SeeOrders)
        .WithName("ExportOrders")
        .WithSummary("The orders of a search as an Excel file, 5000 at most; without personal data, and noted in the audit.")
        .Produces(StatusCodes.Status200OK, contentType: Excel);

    private static async Task<FileStreamHttpResult> Handle(
        [AsParameters] OrderFilter.Query filter, HttpContext http, Actors actors, Db db, OrganisationBook organisations, IAudit audit,
        CancellationToken cancellationToken)
    {
        var actor = await actors.OfAsync(http.User, cancellationToken);
        var rows = await db.ListAsync<OrderLine>(
            OrderFilter.Select, filter.Parameters(actor, organisations, null, Guid.Empty, MostRows), cancellationToken);
        await audit.RecordAsync(
            new AuditRecord(
                actor.Id, "orders.exported", "orders", null,
                JsonSerializer.Serialize(new { rows = rows.Count, filter }, Json.Options)),
            cancellationToken);
        var file = new MemoryStream();
        await file.SaveAsAsync(rows.Select(row => Columns(row.Show(organisations))), cancellationToken: cancellationToken);
        file.Position = 0;
        return TypedResults.File(file, Excel, "工单.xlsx");
    }

    private static Dictionary<string, object?> Columns(OrderItem order) => new()
    {
        ["工单编号"] = order.Number,
        ["状态"] = order.State.Chinese(),
        ["标题"] = order.Title,
        ["诉求分类"] = order.Category,
        ["地区"] = order.Area,
        ["渠道"] = order.Channel,
        ["主办单位"] = order.LeadName,
        ["受理时间"] = order.AcceptedAt.ToOffset(TimeSpan.FromHours(8)).DateTime,
        ["办理期限"] = order.DueAt?.ToOffset(TimeSpan.FromHours(8)).DateTime,
        ["时限"] = order.Alert switch { Alert.None => "", Alert.Warned => "临期", Alert.Overdue => "超期" },
        ["疑难"] = order.Hard ? "是" : "",
        ["退单次数"] = order.Returns,
        ["重办次数"] = order.Reworks,
        ["催办次数"] = order.Urges,
    };
}
