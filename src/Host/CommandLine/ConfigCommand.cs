using System.CommandLine;
using System.Text.Json;
using Platform.Host.Settings;
using Platform.Kernel.Api;
using Platform.Kernel.CommandLine;

namespace Platform.Host.CommandLine;

/// <summary><c>platform config validate</c> and <c>platform config show</c>.</summary>
internal sealed class ConfigCommand : Command
{
    private readonly CommandServices _services;
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    public ConfigCommand(CommandServices services)
        : base("config", "Check and show the configuration the service would start with.")
    {
        _services = services;
        var validate = new Command("validate", "Check every setting, and name those that are wrong. Exit code 0 when all are right, 1 otherwise.") { _output };
        validate.SetAction(Validate);
        var show = new Command("show", "List every setting with the value in force and where it comes from. Secrets are not shown.") { _output };
        show.SetAction(Show);
        Subcommands.Add(validate);
        Subcommands.Add(show);
    }

    private int Validate(ParseResult parsed)
    {
        var problems = Problems();
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (parsed.GetValue(_output) == OutputFormat.Json) output.WriteLine(JsonSerializer.Serialize(new { valid = problems.Count == 0, problems }, ApiJson.Options));
        else if (problems.Count == 0) output.WriteLine("The configuration is right.");
        else foreach (var problem in problems) errors.WriteLine($"{problem.Key}: {problem.Message}");
        return problems.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private int Show(ParseResult parsed)
    {
        var groups = _services.Provider.GetRequiredService<SettingsReader>().List();
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(groups, ApiJson.Options));
            return ExitCodes.Success;
        }

        foreach (var setting in groups.SelectMany(g => g.Settings))
        {
            var value = setting.Secret ? (setting.IsSet ? "(set)" : "(not set)") : setting.Value ?? "";
            output.WriteLine($"{setting.Key} = {value}    ({setting.SourceName ?? setting.Source.ToString().ToLowerInvariant()})");
        }

        return ExitCodes.Success;
    }

    private IReadOnlyList<SettingProblem> Problems()
    {
        try
        {
            return _services.Provider.GetRequiredService<SettingsCheck>().Check(_services.Configuration);
        }
        catch (Exception exception) when (StartProblem.Explain(exception) is { } problem)
        {
            return [new SettingProblem("configuration", problem)];
        }
    }
}
