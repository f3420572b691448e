using System.ComponentModel.DataAnnotations;
using Platform.Media.Urls;

namespace Platform.Media.Tests.Urls;

public sealed class UrlGuardOptionsTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("10.0.0.0/8, 192.168.1.1,fd00::/8", true)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("studio", false)]
    public void Networks_are_validated_and_the_wrong_one_is_named(string networks, bool valid)
    {
        var options = new UrlGuardOptions { AllowedNetworks = networks };
        List<ValidationResult> results = [];

        Assert.Equal(valid, Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.All(results, result => Assert.Contains(networks, result.ErrorMessage, StringComparison.Ordinal));
    }
}
