namespace ContactCenter.Telephony.EventApi;

/// <summary>What the OpenAPI document says of the event API beyond its types.</summary>
internal static class EventApiDocument
{
    internal static void Describe(RouteHandlerBuilder endpoint) => endpoint.WithTags("telephony events");
}
