using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ContactCenter.Scenarios;

/// <summary>How scenarios read what the host answered.</summary>
internal static class HttpAnswers
{
    /// <summary>The body, which must come with this status.</summary>
    internal static async Task<JsonNode> ReadAsync(this Task<HttpResponseMessage> request, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await request;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), body);
        return body.Length == 0 ? new JsonObject() : JsonNode.Parse(body)!;
    }

    /// <summary>The code of a refusal, which must be a problem document with a sentence and this status.</summary>
    internal static async Task<string> RefusalAsync(this Task<HttpResponseMessage> request, HttpStatusCode status)
    {
        using var answer = await request;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), body);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = JsonNode.Parse(body)!;
        Assert.That((string?)problem["title"], Does.Match(@"\p{IsCJKUnifiedIdeographs}"), "The sentence is Chinese.");
        return ((string)problem["type"]!).Replace("urn:contact-center:", "", StringComparison.Ordinal);
    }

    /// <summary>Only the status, for polling.</summary>
    internal static async Task<HttpStatusCode> StatusAsync(this Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        return answer.StatusCode;
    }

    internal static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body) =>
        client.PostAsJsonAsync(path, body);

    internal static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, object body) =>
        client.PutAsJsonAsync(path, body);
}
