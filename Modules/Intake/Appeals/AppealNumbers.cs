using System.Globalization;
using System.Security.Cryptography;
using ContactCenter.Platform.Database;

namespace ContactCenter.Intake.Appeals;

/// <summary>The numbers that citizens know their appeals by.</summary>
internal static class AppealNumbers
{
    /// <summary>What an appeal's number looks like.</summary>
    internal const string Pattern = @"YZ\d{14}";

    /// <summary>What a query code looks like.</summary>
    internal const string CodePattern = @"\d{8}";

    // Yongzhou's day, whatever the server's clock shows; China has no other time and no summer time.
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    internal static async Task<string> NextAsync(Work work, DateTimeOffset now)
    {
        var next = await work.FindAsync<long>("select nextval('intake.appeal_numbers')");
        return string.Create(CultureInfo.InvariantCulture, $"YZ{now.ToOffset(China):yyyyMMdd}{next:D6}");
    }

    internal static string NewCode() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
}
