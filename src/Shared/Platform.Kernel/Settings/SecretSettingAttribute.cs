namespace Platform.Kernel.Settings;

/// <summary>
/// The setting is a secret: it is stored encrypted, may be set but is never given out again, and may be read from a
/// file named by the environment variable with <c>_FILE</c> at its end.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretSettingAttribute : Attribute;
