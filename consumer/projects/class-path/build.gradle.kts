plugins {
  application
}

repositories {
  mavenLocal()
  mavenCentral()
}

java {
  toolchain {
    languageVersion = JavaLanguageVersion.of(25)
  }
}

dependencies {
  implementation(platform("io.blick:blick-bom:0.1.0-SNAPSHOT"))
  implementation("io.blick:blick-hub")
  implementation("io.blick:blick-lens")
}

application {
  mainClass = "com.example.Weight"
  applicationDefaultJvmArgs = listOf("--add-modules", "jdk.incubator.vector")
}

tasks.test {
  jvmArgs("--add-modules", "jdk.incubator.vector")
}
