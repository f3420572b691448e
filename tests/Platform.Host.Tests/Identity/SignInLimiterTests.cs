using System.Net;
using Platform.Host.Identity.SignIn;
using Platform.Testing;

namespace Platform.Host.Tests.Identity;

public sealed class SignInLimiterTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private readonly FakeTimeProvider _clock = new();
    private readonly SignInLimiter _limiter;

    public SignInLimiterTests() => _limiter = new SignInLimiter(_clock);

    [Fact]
    public void The_wait_doubles_up_to_a_quarter_of_an_hour()
    {
        for (var i = 0; i < SignInLimiter.FreePerAccount; i++) Assert.Null(_limiter.Begin("ANA", Here));
        List<double> waits = [];
        for (var i = 0; i < 10; i++)
        {
            var wait = _limiter.Begin("ANA", Here)!.Value;
            waits.Add(wait.TotalSeconds);
            _clock.Advance(wait);
            Assert.Null(_limiter.Begin("ANA", Here));
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 900, 900], waits);
    }

    [Fact]
    public void Success_forgives()
    {
        for (var i = 0; i < 4; i++) _limiter.Begin("ANA", Here);
        _limiter.Begin("ANA", Here);
        _limiter.Succeeded("ANA", Here);

        for (var i = 0; i < SignInLimiter.FreePerAccount; i++) Assert.Null(_limiter.Begin("ANA", Here));
    }

    [Fact]
    public void One_address_cannot_try_a_password_on_many_accounts()
    {
        for (var i = 0; i < SignInLimiter.FreePerAddress; i++) Assert.Null(_limiter.Begin($"USER{i}", Here));

        Assert.NotNull(_limiter.Begin("YET-ANOTHER", Here));
        Assert.Null(_limiter.Begin("YET-ANOTHER", IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public void Signing_in_to_an_account_of_ones_own_does_not_clear_the_address()
    {
        for (var i = 0; i < SignInLimiter.FreePerAddress - 1; i++)
        {
            _limiter.Begin($"USER{i}", Here);
            _limiter.Begin("OWN", Here);
            _limiter.Succeeded("OWN", Here);
        }

        Assert.Null(_limiter.Begin("USER-X", Here));
        Assert.NotNull(_limiter.Begin("USER-Y", Here));
    }

    [Fact]
    public void An_ipv6_customer_counts_as_one_address()
    {
        for (var i = 0; i < SignInLimiter.FreePerAccount; i++) _limiter.Begin("ANA", IPAddress.Parse($"2001:db8:0:1::{i + 1:x}"));

        Assert.NotNull(_limiter.Begin("ANA", IPAddress.Parse("2001:db8:0:1:ffff::1")));
        Assert.Null(_limiter.Begin("ANA", IPAddress.Parse("2001:db8:0:2::1")));
    }

    [Fact]
    public void Attempts_made_at_the_same_time_all_count()
    {
        var let = 0;
        Parallel.For(0, 100, _ =>
        {
            if (_limiter.Begin("ANA", Here) is null) Interlocked.Increment(ref let);
        });

        Assert.Equal(SignInLimiter.FreePerAccount, let);
    }

    [Fact]
    public void What_was_an_hour_ago_is_forgotten()
    {
        for (var i = 0; i < 6; i++) _limiter.Begin("ANA", Here);
        _clock.Advance(TimeSpan.FromMinutes(61));

        for (var i = 0; i < SignInLimiter.FreePerAccount; i++) Assert.Null(_limiter.Begin("ANA", Here));
    }

    [Fact]
    public void A_flood_of_names_keeps_who_is_blocked_and_stays_bounded()
    {
        for (var i = 0; i < 8; i++) _limiter.Begin("ANA", Here);
        var addresses = new byte[4];
        for (var i = 0; i < SignInLimiter.Capacity; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(addresses, 0x0A000000 + i);
            _limiter.Begin($"NAME{i}", new IPAddress(addresses));
        }

        Assert.NotNull(_limiter.Begin("ANA", Here));
        Assert.InRange(_limiter.Count, 1, SignInLimiter.Capacity);
    }
}
