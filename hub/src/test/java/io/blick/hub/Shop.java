package io.blick.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A Maven repository on the loopback that has one artifact, org.example:tiny:1, and counts. */
final class Shop implements AutoCloseable {
  private static final String JAR = "/shop/org/example/tiny/1/tiny-1.jar";

  private final AtomicInteger jarsAsked = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile Answer answer;

  /** The server's answer to a request for the jar. */
  sealed interface Answer {

    /** Gives the jar. */
    record Sells(Artifact artifact) implements Answer {}

    /** Gives the jar as soon as the latch is open. */
    record Hesitates(Artifact artifact, CountDownLatch latch) implements Answer {}

    /** Gives the first half of the jar and hangs up. */
    record HangsUp(Artifact artifact) implements Answer {}

    /** Gives the jar in so many pieces, with a pause before each. */
    record Dawdles(Artifact artifact, int pieces, Duration pause) implements Answer {}

    /** Gives nothing but a status. */
    record Refuses(int status) implements Answer {}
  }

  private Shop(HttpServer server, Answer answer) {
    this.server = server;
    this.answer = answer;
  }

  static Shop open(Answer answer) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    var shop = new Shop(server, answer);
    server.setExecutor(shop.threads);
    server.createContext("/", shop::handle);
    server.start();
    return shop;
  }

  static Shop selling(Artifact artifact) throws IOException {
    return open(new Answer.Sells(artifact));
  }

  /** Answers otherwise from now on. */
  void change(Answer other) {
    answer = other;
  }

  String address() {
    return "http://127.0.0.1:%d/shop".formatted(server.getAddress().getPort());
  }

  /** Returns how often the jar was asked for. */
  int jarsAsked() {
    return jarsAsked.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals(JAR)) {
        jarsAsked.incrementAndGet();
        give(exchange, answer);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void give(HttpExchange exchange, Answer answer) throws IOException {
    switch (answer) {
      case Answer.Sells(Artifact artifact) -> send(exchange, artifact.jar(), artifact.size());
      case Answer.Hesitates(Artifact artifact, CountDownLatch latch) -> {
        await(latch);
        send(exchange, artifact.jar(), artifact.size());
      }
      case Answer.HangsUp(Artifact artifact) -> {
        byte[] half = Arrays.copyOf(artifact.jar(), (int) artifact.size() / 2);
        send(exchange, half, artifact.size());
      }
      case Answer.Dawdles(Artifact artifact, int pieces, Duration pause) ->
        dawdle(exchange, artifact, pieces, pause);
      case Answer.Refuses(int status) -> exchange.sendResponseHeaders(status, -1);
    }
  }

  private static void send(HttpExchange exchange, byte[] body, long announced) throws IOException {
    exchange.sendResponseHeaders(200, announced);
    exchange.getResponseBody().write(body);
  }

  private static void dawdle(HttpExchange exchange, Artifact artifact, int pieces, Duration pause)
      throws IOException {
    byte[] jar = artifact.jar();
    exchange.sendResponseHeaders(200, jar.length);
    for (int piece = 0; piece < pieces; piece++) {
      LockSupport.parkNanos(pause.toNanos());
      int from = (int) ((long) jar.length * piece / pieces);
      int end = (int) ((long) jar.length * (piece + 1) / pieces);
      exchange.getResponseBody().write(jar, from, end - from);
      exchange.getResponseBody().flush();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
