namespace ContactCenter.Dispatch.Organisations.Contacts;

/// <summary>What somebody who can be called at an organisation is there for.</summary>
internal enum ContactRole
{
    /// <summary>值班: on duty, around the clock where the hours say so.</summary>
    Duty,

    /// <summary>经办: handles orders in working time.</summary>
    Clerk,

    /// <summary>分管领导: whom a delay is escalated to.</summary>
    Leader,
}
