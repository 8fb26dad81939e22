using NUnit.Framework;

namespace ContactCenter.Scenarios;

/// <summary>What is done once, when every test of the assembly is over.</summary>
[SetUpFixture]
public sealed class RunEnd
{
    [OneTimeTearDown]
    public Task DropTemplate() => ContactCenterHost.DropTemplateAsync();
}
