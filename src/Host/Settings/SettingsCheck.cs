using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;
using Platform.Kernel.Settings;

namespace Platform.Host.Settings;

/// <summary>What is wrong with one key.</summary>
/// <param name="Key">Path in configuration.</param>
/// <param name="Message">One sentence that does not repeat the key.</param>
public sealed record SettingProblem(string Key, string Message);

/// <summary>Binds options classes to a configuration and says, by key, what is wrong.</summary>
public sealed class SettingsCheck(SettingsCatalog catalog, IServiceProvider services)
{
    public IReadOnlyList<SettingProblem> Check(IConfiguration configuration) =>
        [.. catalog.Types.SelectMany(type => Check(type, configuration))];

    /// <exception cref="SettingsException">Something is wrong; a line for each key.</exception>
    public void Require(IConfiguration configuration)
    {
        var problems = Check(configuration);
        if (problems.Count > 0) throw new SettingsException(string.Join(Environment.NewLine, problems.Select(p => $"Configuration: {p.Key}: {p.Message}")));
    }

    public IReadOnlyList<SettingProblem> Check(SettingsType type, IConfiguration configuration)
    {
        var section = configuration.GetSection(type.Section);
        var unbound = SettingDefinition.Of(type).Select(d => Unbound(d, configuration)).OfType<SettingProblem>().ToArray();
        if (unbound.Length > 0) return unbound;
        object options;
        try
        {
            options = section.Get(type.Type) ?? Activator.CreateInstance(type.Type)!;
        }
        catch (InvalidOperationException exception)
        {
            return [new SettingProblem(type.Section, exception.Message)];
        }

        return [.. Annotations(type, options), .. Validators(type, options)];
    }

    // Bound one by one first: the binder's own message names the type, not what would be right.
    private static SettingProblem? Unbound(SettingDefinition definition, IConfiguration configuration)
    {
        var section = configuration.GetSection(definition.Key);
        if (section.Value is null or "" || definition.Kind is SettingKind.List) return null;
        try
        {
            section.Get(definition.Property.PropertyType);
            return null;
        }
        catch (InvalidOperationException)
        {
            return new SettingProblem(definition.Key, definition.Secret ? $"is not {Expected(definition)}" : $"'{section.Value}' is not {Expected(definition)}");
        }
    }

    private static string Expected(SettingDefinition definition) => definition.Kind switch
    {
        SettingKind.Number => "a number of the right size",
        SettingKind.Switch => "true or false",
        SettingKind.Choice => "one of " + string.Join(", ", definition.Choices),
        SettingKind.Duration => "a duration such as 00:01:30",
        _ => "a value of the right form",
    };

    private static IEnumerable<SettingProblem> Annotations(SettingsType type, object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var key = result.MemberNames.FirstOrDefault() is { } member ? $"{type.Section}:{member}" : type.Section;
            yield return new SettingProblem(key, WithoutKey(result.ErrorMessage ?? "is wrong", key));
        }
    }

    private IEnumerable<SettingProblem> Validators(SettingsType type, object options)
    {
        var contract = typeof(IValidateOptions<>).MakeGenericType(type.Type);
        var validate = contract.GetMethod(nameof(IValidateOptions<>.Validate))!;
        foreach (var validator in services.GetServices(contract).OfType<object>())
        {
            if (validator.GetType() is { IsGenericType: true } own && own.GetGenericTypeDefinition() == typeof(DataAnnotationValidateOptions<>)) continue;
            if (validate.Invoke(validator, BindingFlags.DoNotWrapExceptions, null, [Options.DefaultName, options], null) is not ValidateOptionsResult { Failed: true } failed) continue;
            foreach (var failure in failed.Failures)
            {
                var key = SettingDefinition.Of(type).Select(d => d.Key).FirstOrDefault(k => failure.StartsWith(k[(type.Section.Length + 1)..], StringComparison.Ordinal) || failure.StartsWith(k, StringComparison.Ordinal));
                yield return new SettingProblem(key ?? type.Section, WithoutKey(failure, key ?? type.Section));
            }
        }
    }

    private static string WithoutKey(string message, string key)
    {
        foreach (var prefix in (string[])[key, key[(key.LastIndexOf(':') + 1)..]])
        {
            if (message.StartsWith(prefix, StringComparison.Ordinal)) return message[prefix.Length..].TrimStart(' ', ':');
        }

        return message;
    }
}
