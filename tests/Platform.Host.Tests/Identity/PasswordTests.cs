using System.Diagnostics;
using Platform.Host.Identity.Passwords;

namespace Platform.Host.Tests.Identity;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("correct-horse-battery")]
    [InlineData("Grüße aus Köln")]
    [InlineData("tr0ub4dor&3x")]
    public void A_long_uncommon_password_is_good(string password) => Assert.Null(PasswordRules.Check(password, "ana"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ninechars")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("0123456789")]
    [InlineData("zyxwvutsrq")]
    [InlineData("Password123")]
    [InlineData("qwertyuiop")]
    [InlineData("my-name-is-ana-b")]
    public void A_password_that_is_guessed_first_is_refused(string? password) => Assert.Equal("password.weak", PasswordRules.Check(password, "ana-b")?.Code);

    [Fact]
    public void A_password_may_not_be_endless() => Assert.NotNull(PasswordRules.Check(string.Concat(Enumerable.Range(0, 100).Select(i => $"{i} ")), "ana"));

    [Fact]
    public void A_hash_is_salted_and_carries_its_strength()
    {
        var hashing = new PasswordHashing();

        var (first, second) = (hashing.Hash("correct-horse-battery"), hashing.Hash("correct-horse-battery"));

        Assert.NotEqual(first, second);
        Assert.Equal(PasswordVerdict.Right, hashing.Verify(first, "correct-horse-battery"));
        Assert.Equal(PasswordVerdict.Wrong, hashing.Verify(first, "correct-horse-batterie"));
        var bytes = Convert.FromBase64String(first);
        Assert.Equal(1, bytes[0]); // ASP.NET Core Identity, version 3
        Assert.Equal([0, 0, 0, 2], bytes[1..5]); // HMAC-SHA-512
        Assert.True(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5)) >= 210_000);
    }

    [Fact]
    public void A_hash_of_weaker_days_is_accepted_and_marked()
    {
        var weaker = new Microsoft.AspNetCore.Identity.PasswordHasher<object>(
            Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 1000 }));

        Assert.Equal(PasswordVerdict.RightButOutdated, new PasswordHashing().Verify(weaker.HashPassword(new object(), "correct-horse-battery"), "correct-horse-battery"));
    }

    [Fact]
    public void An_unknown_user_costs_as_much_time_as_a_wrong_password()
    {
        var hashing = new PasswordHashing();
        var hash = hashing.Hash("correct-horse-battery");
        hashing.Verify(hash, "warm-up");

        var known = Best(() => hashing.Verify(hash, "wrong-horse-battery"));
        var unknown = Best(() => hashing.Verify(null, "wrong-horse-battery"));

        Assert.Equal(PasswordVerdict.Wrong, hashing.Verify(null, "correct-horse-battery"));
        Assert.InRange(unknown / known, 0.3, 3);
    }

    private static double Best(Action work) => Enumerable.Range(0, 7).Min(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    });
}
