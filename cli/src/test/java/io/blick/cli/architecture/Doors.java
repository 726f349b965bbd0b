package io.blick.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Which room alone holds the key to what lies outside the house. */
final class Doors {
  private static final Set<String> STREAMS =
      Set.of("java.io", "java.nio.file", "java.nio.file.attribute", "java.nio.channels");

  /** What a command needs of lens beside requests and results: the words in which they are put. */
  private static final Set<String> WORDS_OF_COMMANDS = Set.of(
      "io.blick.lens.trace.Head",
      "io.blick.lens.trace.EdgeScore",
      "io.blick.lens.trace.Granularity",
      "io.blick.lens.roles.RolesOptions");

  static final ArchRule ONLY_KERNEL_USES_VECTORS = noClasses()
      .that()
      .resideOutsideOfPackage("io.blick..core.kernel..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("jdk.incubator.vector..")
      .because("the module is an incubator's: all that must change with it lies in one room");

  static final ArchRule ONLY_CLI_USES_PICOCLI = noClasses()
      .that()
      .resideOutsideOfPackage("io.blick..cli..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("picocli..")
      .because("a library does not know that there is a command");

  static final ArchRule ONLY_CLI_USES_STANDARD_STREAMS = noClasses()
      .that()
      .resideOutsideOfPackage("io.blick..cli..")
      .should()
      .accessTargetWhere(
          member(System.class, "in", "out", "err", "console", "setIn", "setOut", "setErr"))
      .orShould()
      .accessTargetWhere(member(java.io.FileDescriptor.class, "in", "out", "err"))
      .orShould()
      .accessTargetWhere(describe(
          "Throwable.printStackTrace()",
          access -> access.getTarget().getName().equals("printStackTrace")
              && access.getTargetOwner().isAssignableTo(Throwable.class)))
      .because("a library returns or throws; what is printed, and where, the command decides");

  static final ArchRule ONLY_CLI_ENDS_THE_PROCESS = noClasses()
      .that()
      .resideOutsideOfPackage("io.blick..cli..")
      .should()
      .accessTargetWhere(member(System.class, "exit"))
      .orShould()
      .accessTargetWhere(member(Runtime.class, "exit", "halt"))
      .because("the process belongs to the caller of a library");

  static final ArchRule ONLY_HUB_KNOWS_THE_NETWORK = noClasses()
      .that()
      .resideOutsideOfPackage("io.blick..hub..")
      .should()
      .dependOnClassesThat(networkClasses())
      .orShould()
      .accessTargetWhere(member(java.net.URL.class, "openConnection", "openStream", "getContent"))
      .because("who runs a model from a folder can trust that nothing leaves the machine");

  static final ArchRule ONLY_FILES_AND_RESULTS_USE_JSON = noClasses()
      .that()
      .resideOutsideOfPackages("io.blick..models..", "io.blick..hub..", "io.blick..lens.json..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("com.fasterxml.jackson..")
      .because("JSON is a matter of files, and results are written as JSON in one way");

  static final ArchRule COMMANDS_ASK_AND_PRINT = noClasses()
      .that()
      .resideInAPackage("io.blick..cli..")
      .should()
      .dependOnClassesThat(describe(
          "compute or draw answers",
          type -> type.getPackageName().startsWith("io.blick.lens.") && !isForCommands(type)))
      .because("a server or a notebook must get the same answers, so they are made in lens.report");

  static final ArchRule CORE_NEEDS_THE_JDK_ALONE = classes()
      .that()
      .resideInAPackage("io.blick..core..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "java..", "jdk.incubator.vector..", "org.jspecify.annotations..", "io.blick..core..")
      .because("attention should be addable to any program without a second jar");

  static final ArchRule MODELS_NEED_THE_JDK_AND_JACKSON_ALONE = classes()
      .that()
      .resideInAPackage("io.blick..models..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "java..",
          "org.jspecify.annotations..",
          "com.fasterxml.jackson..",
          "io.blick..core..",
          "io.blick..models..")
      .because("a model from a folder needs no more than its files and arithmetic");

  static final ArchRule CORE_DOES_NO_IO = noClasses()
      .that()
      .resideInAPackage("io.blick..core..")
      .should()
      .dependOnClassesThat(describe(
          "read or write files",
          type -> STREAMS.contains(type.getPackageName())
              && !type.isEquivalentTo(java.io.Serializable.class)))
      .because("arithmetic works on memory; where it came from is the business of format");

  private Doors() {}

  private static boolean isForCommands(JavaClass type) {
    String room = type.getPackageName();
    return room.startsWith("io.blick.lens.report")
        || room.equals("io.blick.lens.text")
        || WORDS_OF_COMMANDS.contains(type.getName().replaceFirst("\\$.*", ""));
  }

  private static DescribedPredicate<JavaAccess<?>> member(Class<?> owner, String... names) {
    Set<String> known = Set.of(names);
    return describe(owner.getSimpleName() + "." + String.join(", ", names), access -> {
      AccessTarget target = access.getTarget();
      return target.getOwner().isEquivalentTo(owner) && known.contains(target.getName());
    });
  }

  private static DescribedPredicate<JavaClass> networkClasses() {
    Set<String> connections = Set.of(
        "java.net.Socket",
        "java.net.ServerSocket",
        "java.net.DatagramSocket",
        "java.net.MulticastSocket",
        "java.net.URLConnection",
        "java.net.HttpURLConnection",
        "java.net.InetAddress",
        "java.net.InetSocketAddress",
        "java.nio.channels.SocketChannel",
        "java.nio.channels.ServerSocketChannel",
        "java.nio.channels.DatagramChannel",
        "java.nio.channels.AsynchronousSocketChannel");
    Set<String> packages = Set.of(
        "java.net.http",
        "javax.net",
        "com.sun.net.httpserver",
        "org.apache.maven",
        "org.eclipse.aether",
        "eu.maveniverse");
    return describe(
        "speak to the network",
        type -> connections.contains(type.getName())
            || packages.stream()
                .anyMatch(name -> (type.getPackageName() + ".").startsWith(name + ".")));
  }
}
