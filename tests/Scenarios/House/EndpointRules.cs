using System.Reflection;
using ContactCenter.Contracts.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using NUnit.Framework;

namespace ContactCenter.Scenarios.House;

/// <summary>Rules for everything the running host answers to. The endpoints are those of the real host.</summary>
public sealed class EndpointRules
{
    // What anyone may ask, and why. A new entry is a decision about security, and is reviewed as one.
    private static readonly Dictionary<string, string> OpenToAnyone = new()
    {
        ["/openapi/{documentName}.json"] = "Tells how to call, not what is stored.",
        ["/health/ready"] = "A load balancer has no account.",
        ["/api/{**path}"] = "Says only that there is nothing.",
        ["{*path:nonfile}"] = "The console's page, which signs in by itself.",
        ["/api/access/sign-in"] = "Who signs in has not signed in.",
        ["/api/access/token"] = "Who signs in has not signed in.",
        ["/api/intake/public/progress"] = "A citizen has no account: number and query code prove enough, and tries are limited.",
        ["/api/intake/public/form"] = "The public form's choices, which stand on any leaflet.",
        ["/api/intake/public/appeals"] = "A citizen has no account; forms from one address are limited and wait in the inbox.",
        ["/api/intake/public/attachments"] = "Belongs to the public form; files from one address are limited, checked and opened by nobody unasked.",
    };

    private ContactCenterHost host = null!;
    private IReadOnlyList<Endpoint> endpoints = [];

    [OneTimeSetUp]
    public async Task Start()
    {
        host = await ContactCenterHost.StartAsync();
        endpoints = [.. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)];
    }

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public void Every_endpoint_and_hub_has_an_authorization_rule_of_its_own()
    {
        Assert.That(endpoints, Has.Count.GreaterThan(10), "These are the host's endpoints.");
        Assert.That(endpoints.Select(WhatIsWrongWithItsRule).OfType<string>(), Is.Empty);
    }

    [Test]
    public void An_endpoint_without_a_rule_or_with_one_nobody_knows_is_noticed()
    {
        var broken = new[]
        {
            Endpoint("/nothing"),
            Endpoint("/signed-in-somehow", new AuthorizeAttribute()),
            Endpoint("/made-up", new AuthorizeAttribute("made-up")),
            Endpoint("/roles", new AuthorizeAttribute { Roles = "agent" }),
            Endpoint("/open", new AllowAnonymousAttribute()),
            Endpoint("/both", new AuthorizeAttribute(Rights.TakeCalls), new AllowAnonymousAttribute()),
        };

        Assert.That(broken.Select(WhatIsWrongWithItsRule), Is.All.Not.Null);
        Assert.That(WhatIsWrongWithItsRule(Endpoint("/good", new AuthorizeAttribute(Rights.TakeCalls))), Is.Null);
    }

    [Test]
    public void Every_reason_to_be_open_is_still_needed() => Assert.That(
        OpenToAnyone.Keys, Is.SubsetOf(endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText)));

    [Test]
    public async Task Every_right_is_a_policy_of_its_own_and_lets_no_stranger_in()
    {
        var policies = host.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        var authorization = host.Services.GetRequiredService<IAuthorizationService>();

        foreach (var right in RightNames)
        {
            var policy = await policies.GetPolicyAsync(right);
            Assert.That(policy, Is.Not.Null, right);
            var answer = await authorization.AuthorizeAsync(new System.Security.Claims.ClaimsPrincipal(), null, policy!);
            Assert.That(answer.Succeeded, Is.False, right);
        }
    }

    [Test]
    public void Every_request_body_is_validated()
    {
#pragma warning disable ASP0029 // The resolver is experimental, but it is what decides whether a body is validated.
        var validation = host.Services.GetRequiredService<IOptions<ValidationOptions>>().Value;
        var bodies = endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType)
            .Where(type => type?.Namespace?.StartsWith("ContactCenter", StringComparison.Ordinal) is true)
            .ToArray();

        Assert.That(bodies, Is.Not.Empty);
        Assert.That(bodies.Where(type => HasRules(type!) && !validation.TryGetValidatableTypeInfo(type!, out _)), Is.Empty);
        Assert.That(validation.TryGetValidatableTypeInfo(typeof(NotSeenByTheGenerator), out _), Is.False, "A hidden one is noticed.");
#pragma warning restore ASP0029
    }

    [Test]
    public void Every_endpoint_of_a_module_has_a_name_and_a_summary() => Assert.That(
        endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } path
                && path.StartsWith("/api/", StringComparison.Ordinal) && path != "/api/{**path}")
            .Where(endpoint => endpoint.Metadata.GetMetadata<HubMetadata>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is null
                || endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText),
        Is.Empty);

    private static IEnumerable<string> RightNames => typeof(Rights)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(right => (string)right.GetRawConstantValue()!);

    // A body of ids and flags alone has nothing to check beyond its types.
    private static bool HasRules(Type body) => body.GetProperties()
        .SelectMany(property => property.GetCustomAttributes(true))
        .Concat(body.GetConstructors().SelectMany(made => made.GetParameters()).SelectMany(given => given.GetCustomAttributes(true)))
        .Any(attribute => attribute is System.ComponentModel.DataAnnotations.ValidationAttribute);

    private static string? WhatIsWrongWithItsRule(Endpoint endpoint)
    {
        var path = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "?";
        var asked = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        return (open, asked.Count) switch
        {
            (true, > 0) => $"{path} is open and asks for a right.",
            (true, 0) => OpenToAnyone.ContainsKey(path) ? null : $"{path} is open to anyone, and no reason stands in the list.",
            (false, 0) => $"{path} asks for no right.",
            _ => asked.All(rule => rule.Policy is { } policy && RightNames.Contains(policy) && rule.Roles is null)
                ? null
                : $"{path} asks for something that is not one of Rights.",
        };
    }

    private static RouteEndpoint Endpoint(string path, params object[] metadata) => new(
        _ => Task.CompletedTask, RoutePatternFactory.Parse(path), 0, new EndpointMetadataCollection(metadata), path);

    private sealed record NotSeenByTheGenerator([property: System.ComponentModel.DataAnnotations.Required] string Text);
}
