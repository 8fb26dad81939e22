using ContactCenter.Contracts.Access;
using ContactCenter.Intake.Areas;
using ContactCenter.Intake.Categories;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ContactCenter.Intake.Channels;

/// <summary>The HTTP API by which other platforms hand in appeals: WeChat, the APP, mailboxes, superior platforms, 110.</summary>
internal static class ChannelApi
{
    private const int LargestBody = 512 * 1024;

    internal static void AddChannelApi(this IServiceCollection services) =>
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ChannelAuthentication>(ChannelAuthentication.Scheme, null);

    /// <summary>Routes that only a channel's key opens: the scheme is named, so that a person's cookie does not.</summary>
    internal static IEndpointRouteBuilder Opened(IEndpointRouteBuilder routes) => routes.MapGroup("/channel")
        .RequireAuthorization(new AuthorizeAttribute(Rights.BeChannel) { AuthenticationSchemes = ChannelAuthentication.Scheme });

    internal static void MapChannelApi(this IEndpointRouteBuilder routes)
    {
        var opened = ((RouteGroupBuilder)Opened(routes)).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        PushAppeal.Map(opened);
        FollowAppeal.Map(opened);
        opened.MapGet("/categories", (CategoryBook book) => TypedResults.Ok(new ListCategories.Response(
                [.. book.All.OrderBy(one => one.Code, StringComparer.Ordinal).Select(one => CategoryView.Of(one, book))])))
            .WithName("ListCategoriesForChannels")
            .WithSummary("The categories that an appeal can carry.");
        opened.MapGet("/areas", (AreaBook book) => TypedResults.Ok(ListAreas.Read(book)))
            .WithName("ListAreasForChannels")
            .WithSummary("The places that an appeal can carry.");
        EditChannels.Map(routes);
    }
}
