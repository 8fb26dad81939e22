using System.Text;
using ContactCenter.Telephony.EventApi.Signing;
using CsCheck;
using NUnit.Framework;

namespace ContactCenter.Unit.Telephony.EventApi;

public sealed class WebhookSignatureTests
{
    [Test]
    public void The_example_of_the_standard_is_signed_as_the_standard_says() => Assert.That(
        WebhookSignature.Sign(
            WebhookSignature.KeyOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
            "{\"test\": 2432232314}"u8),
        Is.EqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));

    [Test]
    public void A_signature_fits_its_message_and_key_and_no_other() =>
        (from key in Gen.Byte.Array[24, 64]
         from body in Gen.Byte.Array[0, 500]
         from flipped in Gen.Int[0, int.MaxValue]
         select (key, body, flipped))
        .Sample(made =>
        {
            var signature = WebhookSignature.Sign(made.key, "id", 5, made.body);
            byte[] signed = [.. "id.5."u8, .. made.body];
            Assert.That(WebhookSignature.IsValid([made.key], signed, signature), Is.True);
            Assert.That(WebhookSignature.IsValid([[1, 2, 3], made.key], signed, $"v1,AAAA {signature}"), Is.True, "Keys may change over.");

            signed[made.flipped % signed.Length] ^= 1;
            Assert.That(WebhookSignature.IsValid([made.key], signed, signature), Is.False);
        });

    [Test]
    public void No_header_at_all_throws() => Gen.String.Sample(header =>
        Assert.That(WebhookSignature.IsValid([[1]], Encoding.UTF8.GetBytes("x"), header), Is.False));

    [Test]
    public void A_new_secret_is_like_no_other_and_readable_as_one()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => WebhookSignature.NewSecret()).ToArray();
        Assert.That(secrets, Is.Unique);
        Assert.That(secrets.Select(secret => WebhookSignature.KeyOf(secret).Length), Has.All.EqualTo(32));
    }
}
