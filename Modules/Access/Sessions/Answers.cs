namespace ContactCenter.Access.Sessions;

/// <summary>The 401 and 403 of this system: always a problem document, never a redirection to a page.</summary>
internal static class Answers
{
    internal static Task NotSignedIn(HttpContext context) => Say(
        context, StatusCodes.Status401Unauthorized, "not-signed-in", "尚未登录，或登录已失效，请重新登录。");

    internal static Task NoRight(HttpContext context) => Say(
        context, StatusCodes.Status403Forbidden, "no-right", "当前账号没有此项权限，请联系系统管理员。");

    internal static Task CsrfHeaderMissing(HttpContext context) => Say(
        context, StatusCodes.Status403Forbidden, "csrf-header-missing",
        $"请求缺少 {CrossSite.Header}: {CrossSite.HeaderValue} 请求头，或来自其他网站，已拒绝。");

    private static Task Say(HttpContext context, int status, string code, string sentence) => TypedResults
        .Problem(type: $"urn:contact-center:{code}", title: sentence, statusCode: status)
        .ExecuteAsync(context);
}
