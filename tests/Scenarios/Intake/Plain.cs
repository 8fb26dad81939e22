using System.Text.Encodings.Web;
using System.Text.Json;

namespace ContactCenter.Scenarios.Intake;

/// <summary>Answers as text in which Chinese is not written in escapes, so that it can be searched.</summary>
internal static class Plain
{
    internal static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
