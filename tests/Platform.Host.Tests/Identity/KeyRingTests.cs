using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Tests.Support;

namespace Platform.Host.Tests.Identity;

public sealed class KeyRingTests
{
    [Fact]
    public async Task What_was_protected_can_be_read_after_a_restart_but_not_with_another_database()
    {
        using var app = new HostApp();
        var secret = app.Get<IDataProtectionProvider>().CreateProtector("test").Protect("a provider's key");
        using var restarted = new HostApp(app.Folder);
        using var stranger = new HostApp();

        Assert.Equal("a provider's key", restarted.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.ThrowsAny<Exception>(() => stranger.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.NotEqual(0, await app.InDatabaseAsync(db => db.DataProtectionKeys.CountAsync()));
    }
}
