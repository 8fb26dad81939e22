using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Telephony.Numbers;

internal sealed class NumberOptions
{
    /// <summary>The area whose numbers are dialled without an area code here; 0746 is Yongzhou's.</summary>
    [Required]
    [RegularExpression("^0[1-9][0-9]{1,2}$", ErrorMessage = "Telephony:HomeAreaCode is an area code with its zero, e.g. 0746.")]
    public string HomeAreaCode { get; init; } = "0746";

    /// <summary>
    /// Whether the trunk's History-Info, Diversion and P-Called-Party-ID may say which number was dialled first. Turn it off
    /// where the trunk passes on headers that callers wrote themselves.
    /// </summary>
    public bool TrustForwardingHeaders { get; init; } = true;
}
