console.log("engine: set up later")
