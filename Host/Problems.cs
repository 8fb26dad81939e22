using System.Text.Json;
using Npgsql;

namespace ContactCenter.Host;

/// <summary>Gives the framework's own refusals a stable code and a sentence, as those of the modules have.</summary>
internal static class Problems
{
    private static readonly string[] Away = ["57P", "53", "25P03"];

    private static readonly Dictionary<int, (string Code, string Sentence)> Sentences = new()
    {
        [StatusCodes.Status400BadRequest] = ("bad-request", "请求格式不正确，请检查参数、字段类型和 JSON 写法。"),
        [StatusCodes.Status401Unauthorized] = ("not-signed-in", "尚未登录，或登录已失效，请重新登录。"),
        [StatusCodes.Status403Forbidden] = ("no-right", "当前账号没有此项权限，请联系系统管理员。"),
        [StatusCodes.Status404NotFound] = ("not-found", "没有找到所请求的内容，请核对地址或编号。"),
        [StatusCodes.Status405MethodNotAllowed] = ("method-not-allowed", "该地址不支持此操作方法，请查阅接口文档。"),
        [StatusCodes.Status413PayloadTooLarge] = ("too-large", "请求内容过大，请缩小后重试。"),
        [StatusCodes.Status415UnsupportedMediaType] = ("not-json", "请求内容须为 JSON（Content-Type: application/json）。"),
        [StatusCodes.Status500InternalServerError] = ("failed", "系统内部错误，请稍后重试；若持续出现，请将 traceId 告知系统管理员。"),
        [StatusCodes.Status503ServiceUnavailable] = ("database-away", "数据库暂时无法连接，本次操作未确认，请稍候刷新后重试。"),
    };

    /// <summary>That the database is away, or has cut us off, is no mistake of ours, and passes.</summary>
    internal static int StatusOf(Exception exception) => exception switch
    {
        // 57P: it is being shut down or starts; 53: it has no room; 25P03: we kept it waiting in a transaction.
        PostgresException said => said.IsTransient || Away.Any(kind => said.SqlState.StartsWith(kind, StringComparison.Ordinal))
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status500InternalServerError,
        NpgsqlException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    internal static void Configure(ProblemDetailsOptions options) => options.CustomizeProblemDetails = context =>
    {
        var problem = context.ProblemDetails;
        if (problem.Type?.StartsWith("urn:", StringComparison.Ordinal) is true
            || !Sentences.TryGetValue(problem.Status ?? 0, out var known))
        {
            return;
        }

        (problem.Type, problem.Title) = ($"urn:contact-center:{known.Code}", known.Sentence);
        if (problem is HttpValidationProblemDetails invalid)
        {
            (problem.Type, problem.Title) = ("urn:contact-center:invalid", "有字段不符合要求，详见 errors。");

            // Fields by the names the request has, not by those of our classes.
            invalid.Errors = invalid.Errors.ToDictionary(
                error => string.Join('.', error.Key.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)),
                error => error.Value);
        }
    };

    /// <summary>
    /// Refuses a character that JSON and addresses can carry and PostgreSQL's text cannot: U+0000, which nobody types.
    /// </summary>
    internal static async Task RefuseNul(HttpContext context, RequestDelegate next)
    {
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) is true)
        {
            await TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}
