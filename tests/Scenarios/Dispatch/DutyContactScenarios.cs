using System.Net;
using NUnit.Framework;

namespace ContactCenter.Scenarios.Dispatch;

/// <summary>Whom to call at an organisation: personal data, and treated as such.</summary>
public sealed class DutyContactScenarios
{
    [Test]
    public async Task A_duty_contact_is_masked_for_everybody_and_shown_for_a_reason_that_is_logged()
    {
        await using var host = await ContactCenterHost.StartAsync();
        using var admin = await host.SignInAsync("admin");
        using var dispatcher = await host.SignInAsync("dispatcher");
        var unit = (string)(await admin.GetAsync("/api/dispatch/organisations?q=lengshuitan&kind=county").ReadAsync())["organisations"]![0]!["id"]!;
        var contacts = $"/api/dispatch/organisations/{unit}/contacts";

        var added = await admin.PostAsync(contacts, new { contact = Form("王小明", "13907461234"), why = "值班表更新" })
            .ReadAsync(HttpStatusCode.Created);
        var listed = (await dispatcher.GetAsync(contacts).ReadAsync())["contacts"]!.AsArray().Single()!;
        Assert.That(listed.ToJsonString(), Does.Not.Contain("13907461234").And.Not.Contain("小明"));
        Assert.That((string?)listed["hours"], Is.EqualTo("24小时"));

        Assert.That(
            await dispatcher.PostAsync($"{contacts}/{added["id"]}/reveal", new { field = "number" }).StatusAsync(),
            Is.EqualTo(HttpStatusCode.BadRequest), "Nobody looks without a reason.");
        var shown = await dispatcher.PostAsync($"{contacts}/{added["id"]}/reveal", new { field = "number", reason = "紧急工单电话派办" }).ReadAsync();
        Assert.That((string?)shown["value"], Is.EqualTo("13907461234"));

        await admin.PutAsync($"{contacts}/{added["id"]}", new { version = 1, contact = Form("李四", "0746-8365110"), why = "换班" }).ReadAsync();
        Assert.That(
            await admin.PutAsync($"{contacts}/{added["id"]}", new { version = 1, contact = Form("赵五", "0746-8365110"), why = "换班" })
                .RefusalAsync(HttpStatusCode.Conflict),
            Is.EqualTo("stale-version"));
        await admin.PostAsync($"{contacts}/{added["id"]}/remove", new { why = "撤岗" }).ReadAsync(HttpStatusCode.NoContent);
        Assert.That((await dispatcher.GetAsync(contacts).ReadAsync())["contacts"]!.AsArray(), Is.Empty);
    }

    private static object Form(string name, string number) => new { role = "duty", place = 1, hours = "24小时", name, number };
}
