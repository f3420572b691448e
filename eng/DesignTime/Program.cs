using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.DesignTime;

var projects = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "projects.txt"))
    .Select(line => line.Split('=', 2))
    .ToDictionary(parts => parts[0], parts => parts[1]);
var contexts = ContextType.All(projects.Keys).ToList();

// For eng/ef.sh: one context a line.
if (args is ["contexts"])
{
    foreach (var context in contexts)
    {
        Console.WriteLine($"{context.Type.Name} {context.Provider} {projects[context.Type.Assembly.GetName().Name!]}");
    }
    return;
}

// For dotnet ef, which runs this up to Build and takes the contexts from the container.
var builder = Host.CreateApplicationBuilder();
foreach (var context in contexts)
{
    var options = context.Options();
    builder.Services.AddSingleton<DbContextOptions>(options);
    builder.Services.AddSingleton(options.GetType(), options);
    builder.Services.AddScoped(context.Type);
}
builder.Build();
Console.Error.WriteLine("This is for dotnet ef; see eng/ef.sh.");
