//! Given names, which tell a person from a company and a man from a woman.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::phrases;
use super::words;

/// Given names of men, for gender and to tell a person from a company. As written.
pub(super) static MEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "Aarav Aaron Abbas Abdallah Abdelaziz Abdelfattah Abdelmadjid Abderrahmane Abdi Abdirahman Abdou Abdoulaye Abdul \
     Abdulaziz Abdulla Abdullah Abdullahi Abdulrahman Abe Abel Abhishek Abiy Abraham Abubakar Achille Achim Adam \
     Adama Adebayo Adel Adem Adewale Aditya Admir Adnan Adolf Adolfo Adrian Adrien Agim Agostino Agustin Ahmad \
     Ahmadou Ahmadu Ahmed Ahmet Aidan Aidar Aiden Aigars Aivars Ajay Akbar Akihito Akinwumi Akio Akira Akmal Aksel Al \
     Alain Alan Alastair Albano Albert Alberto Albin Albrecht Aldo Alejandro Alejo Aleksandar Aleksander Aleksandr \
     Aleksei Aleksejs Alen Alessandro Alessio Alex Alexander Alexandre Alexandros Alexandru Alexei Alexey Alexis \
     Alfonso Alfred Alfredo Algirdas Alhaji Ali Alibek Alioune Alisher Alistair Allan Allen Almaz Aloys Aloysius \
     Alphonse Altin Alvaro Alvin Amadeu Amadou Amar Amaury Ambrose Amedeo Amin Amine Amir Amirul Amit Ammar Amos \
     Anand Anas Anastasios Anatol Anatole Anatolii Anatoly Anders Andre Andreas Andrei Andrej Andrejs Andres Andrew \
     Andrey Andrii Andris Andrius Andriy Andrzej Andréas Andrés Angel Angus Anibal Anil Anson Antal Anthonius Anthony \
     Antoine Anton Antonello Antonin Antonio Antonios Antony Antti António Anwar Apisai Apostolos Aram Archibald Arif \
     Aris Aristide Arkadiusz Arkady Arlen Arman Armando Armen Armin Arnaud Arne Arnold Arnoldo Arnulf Aron Arpad \
     Arsen Arseniy Arslan Artem Arthur Arto Artur Arturo Artyom Arun Arunas Arvid Arvind Arvo Asad Asen Asher Ashok \
     Ashraf Asif Askar Aslan Atanas Athanasios Atiku Atilla Attila Augustin Augustine Augusto Aurel Aurelien Aurelio \
     Avi Avraham Axel Aybek Ayman Azamat Azat Azhar Aziz Azlan Babar Bakary Bakhtiyar Bakir Balazs Balint Baltasar \
     Baltazar Bandar Baptiste Barack Barnabas Barry Bartholomew Bartosz Bashar Basil Basile Bastian Baurzhan Bayram \
     Bedri Beji Bekim Bekir Bektour Bela Ben Benedek Benedict Bengt Benigno Benito Benjamin Benjamín Benoit Benoît \
     Berik Bernard Bernardo Bernd Bernie Bernt Bert Bertil Bertrand Besim Besnik Bhumibol Bill Birger Bjorn Björgvin \
     Björn Blaise Blaz Bob Bogdan Bohdan Bojan Bolat Boniface Boris Borislav Borivoj Borja Borut Boyan Boyko Bozidar \
     Brad Branko Brendan Brendon Brent Brett Brian Bronislav Bronislaw Bruce Bruno Bryan Bujar Burak Burhan Børge \
     Caetano Callum Calvin Carl Carlo Carlos Carsten Casimir Cecil Cedric Celestin Celestino Celso Cem Cemal Cengiz \
     Cesar Cesare Chaim Chaiwat Charles Charly Chester Chibuike Chidi Chike Chima Chinedu Chris Christiaan Christian \
     Christof Christoffer Christoph Christophe Christopher Chukwuemeka Cillian Ciro Claes Clarence Claude Claudio \
     Claus Clayton Clemens Clement Cliff Clifford Clive Clément Cody Coen Colin Colm Conor Constantin Constantine \
     Constantinos Corentin Corneille Cornelis Cornelius Cosmas Cosmin Costa Costas Craig Crispin Cristian Cristiano \
     Cristobal Cristóbal Csaba Cuthbert Cyprian Cyriaque Cyril Cyrus Cédric César Dagfinn Daisuke Damian Damien Damir \
     Damon Dan Danail Daniel Daniele Daniil Danilo Daniyar Danny Danylo Dario Darius Dariusz Darko Darnell Darrell \
     Darren Darryl Daryl Daud Dauren Dave David Davide Davit Davor Dawid Dawit DeShawn Declan Deepak Dejan Demetrio \
     Denis Dennis Denys Derek Dermot Desire Desmond Devendra Devin Diarmuid Dick Didar Didier Diego Dieter Dilip \
     Dillon Dilshod Dimitar Dimitri Dimitrios Dimitris Dinesh Dino Dionisio Dirk Djibril Djordje Dmitri Dmitrijs \
     Dmitriy Dmitry Dmytro Domenico Dominic Dominik Don Donal Donald Donatas Donato Donovan Doru Doug Douglas Dragan \
     Drago Dragos Drazen Duane Duarte Duncan Dusan Dusko Dwight Dylan Dzintars Eamon Eberhard Ebrahim Eckart Ed Eddie \
     Edgar Edgars Edin Edison Edmund Edoardo Edouard Edson Eduard Eduardo Edvard Edward Edwin Eelco Eero Efrain \
     Egidijus Egil Egon Ehud Einar Eirik Eitan Eivind Ejike Ekkehard Ekrem Eldar Eldor Elemer Elias Elie Elijah \
     Eliseo Eliud Elliot Elmar Elmer Elon Elvis Elyas Emanuel Emanuele Emeka Emeric Emil Emiliano Emilio Emin Emir \
     Emmanuel Emmerson Emre Enda Engin Enis Ennio Enoch Enrique Enver Enzo Ephraim Erasmus Ercan Erdal Ergys Erhan \
     Eric Erich Erik Erkin Erlan Erland Erlend Ermir Ernest Ernesto Ernests Ernst Errol Ersin Ertugrul Erwan Erwin \
     Eskil Espen Esteban Ethan Etienne Ettore Euan Eugen Eugene Eugenio Eusebio Evan Evangelos Evaristo Everardo \
     Everton Evgenii Evgeny Evo Ezequiel Ezra Fabian Fabien Fabio Fabrice Fabrizio Fadi Fahad Fahd Faisal Faiz Faraj \
     Farhad Farid Farouk Farrukh Faruk Fatih Fatmir Faustin Fausto Fawzi Fayez Federico Feliks Felipe Felix Ferdinand \
     Ferenc Ferhat Fermin Fernand Fernando Ferruccio Fidel Fikret Filip Filipe Filippo Finn Firas Fjodor Flavio \
     Flavius Florent Florentin Florian Folke Fons Fouad Francesco Francis Francisco Franco Francois Franjo Frank \
     Frantisek František Franz François Fred Freddie Frederick Frederik Fredrik Fredy Friedhelm Friedrich Fritjof \
     Fritz Fuad Fulgence Fumio Fyodor Gabor Gabriel Gaetan Gaetano Gareth Garth Gary Gaspard Gaston Gavin Gavril \
     Gebhard Gebran Gediminas Geert Geir Gene Gennadi Gennady Geoffrey Georg George Georges Georgy Gerald Gerard \
     Gerardo Gerd Gerhard Gerhardt Gerrit Gerry Gert Gert-Jan Gervais Ghassan Gheorghe Ghulam Giacomo Gian Gianfranco \
     Gianluca Gianni Gideon Giedrius Gilbert Gilberto Gilles Gino Gintautas Gints Giorgi Giorgio Giovani Giovanni \
     Girma Girts Giuseppe Glen Glenn Gligor Gocha Godfrey Godwin Goran Gordon Gottfried Gotthard Graham Greg Gregers \
     Gregorio Gregory Grigol Grigor Grigore Grigori Grigory Grzegorz Guido Guillaume Guillem Guillermo Gunnar Gunther \
     Gus Gustaf Gustav Gustavo Guy Gvido Gyorgy György Gérard Günter Haakon Habib Hadi Haider Hakan Hakim Haldor \
     Halil Halvard Hamad Hamdi Hamid Hamidou Hamish Hamza Hank Hannes Hannu Hans Hans-Jürgen Hans-Peter Harald Hari \
     Haris Harish Harold Harri Harry Hartmut Haruhiko Haruki Harun Hasan Hasanali Hashem Hashim Hassan Hassane \
     Hassanein Haydar Hector Heikki Heimo Heiner Heinrich Heinz Helge Helmar Helmut Hendrik Hendrikus Henning Henri \
     Henrik Henrique Henry Heorhiy Herb Herbert Heribert Hermann Hermanus Hermenegildo Hernan Hernando Hernán \
     Herschel Hidayat Hideki Hideo Hikmet Hilario Hirofumi Hirokazu Hiroki Hiroshi Holger Horacio Horst Hovik Howard \
     Hrant Hristo Hrvoje Hubert Hubertus Hugh Hugo Humberto Humphrey Husain Huseyin Hussain Hussein Hysni Håkan \
     Héctor Iacob Iain Ian Ianis Ibragim Ibrahim Ibrahima Idris Idriss Igal Ignacio Ignacy Ignas Ignatius Igor Igors \
     Ihor Ikechukwu Ilham Ilhan Ilias Ilie Ilija Iliya Illia Ilmar Ilya Imad Imanol Imants Immanuel Imran Imre Inacio \
     Ingmar Ingo Ingvar Ioan Ioannis Ionel Ionut Iosif Iqbal Irakli Irek Irfan Irinel Irving Isaac Isaias Isak Ishaq \
     Isidore Isidro Iskander Ismael Ismail Ismaïl Ismet Issa Istvan István Isuf Itamar Iulian Ivan Ivar Ivaylo Iven \
     Ivica Ivo Ivor Izzat Iñigo Jaakko Jaan Jaap Jabir Jacek Jacinto Jack Jacob Jacques Jafar Jagdish Jago Jaime Jair \
     Jake Jakob Jakub Jalal Jalil Jamal James Jamie Jamil Jamshid Jan Janez Janis Janko Janne Janos Janusz Jari Jarmo \
     Jaroslav Jaroslaw Jarrett Jarrod Jason Jaspal Javad Javed Javier Jawad Jean Jean-Baptiste Jean-Claude \
     Jean-François Jean-Luc Jean-Marc Jean-Michel Jean-Paul Jean-Pierre Jeff Jeffery Jeffrey Jelle Jens Jeremiah \
     Jeremy Jermaine Jerod Jeroen Jerome Jerry Jerzy Jesper Jesús Jim Jimmy Jiri Jiro Jiří Joachim Joakim Joao \
     Joaquim Joaquin Joaquín Jochen Joe Joel Joep Johan Johann Johannes John Jokin Jon Jonas Jonathan Jordi Jorge \
     Joris Jorn Joschka Jose Josef Josep Joseph Joshua Josias Josip José Jovan Jozef João Juan Juha Jukka Julian \
     Julien Julio Julius Junaid Junichi Junichiro Jurgen Jurgis Juri Juris Justin Justinas János Jérôme József Jörg \
     Jørgen Jürgen Kaan Kaarel Kabir Kacper Kader Kaj Kaleb Kalevi Kaloyan Kamal Kamil Kanat Kaoru Kareem Karel Karim \
     Karl Karl-Heinz Karlis Karol Karsten Kaspar Kaspars Kasper Kaveh Kazimierz Kazuo Keanu Keiji Keijo Keir Keith \
     Kelechi Kelvin Kemal Ken Kenan Kendrick Kenichi Kenji Kenneth Kenny Kerim Kermit Kestutis Kevin Keyvan Khaled \
     Khaleel Khalid Khalil Kieran Kim Kiril Kirill Kjell Kjetil Klaas Klaus Klemens Knud Knut Koen Kofi Koichi Kojo \
     Konrad Konstantin Konstantinos Kornel Kostadin Kostas Kostyantyn Krasimir Kresimir Kristaps Kristian Kristjan \
     Kristof Kristofer Kristoffer Krisztian Krum Krzysztof Kurt Kwabena Kwaku Kwame Kwasi Kyle Kyriakos Kåre Ladislav \
     Lajos Lakshman Lamar Lambert Lamberto Lamine Larry Lars Lasha Lasse Laszlo Laurence Laurens Laurent Laurentiu \
     Lauri Laurids Lautaro Lazar Leandro Lech Lee Leif Lennart Lennox Leon Leonard Leonardo Leonel Leonid Leopold \
     Leopoldo Leroy Lester Leszek Levan Levente Levi Levon Liam Linas Lionel Ljubo Lloyd Loic Lorenz Lorenzo Lothar \
     Louis Loïc Lubomir Luboš Luc Luca Lucas Lucio Ludovic Ludvig Ludwig Luigi Luis Luiz Luka Lukas Lukasz Lulzim \
     Lutz Luís Lyle Lyndon Lyubomir László Maarten Maciej Mads Magnus Magomed Mahamadou Mahamat Mahathir Mahdi Maher \
     Mahinda Mahmoud Mahmud Mait Maksim Maksym Malcolm Malte Mamadou Mamoun Mamuka Manfred Manish Manmohan Manoj \
     Manolis Mansour Manu Manuel Marat Marc Marc-André Marcel Marcello Marcelo Marcin Marcio Marco Marcos Marcus \
     Marek Margus Mariano Marijan Marin Marinko Mario Marius Mariusz Marjan Mark Markku Marko Markus Marlon Marten \
     Martim Martin Martinus Martti Marty Martynas Marwan Masahiro Masato Masoud Massimiliano Massimo Masud Mateo \
     Mateusz Mathias Mathieu Mathis Matias Matija Matiss Matjaz Mato Mats Matt Matteo Matthew Matthias Matthieu \
     Matthijs Matti Mattias Maurice Mauricio Maurits Maurizio Mauro Max Maxim Maxime Maximilian Mazen Mbaye Mehdi \
     Mehmet Mehmood Meinrad Meir Melchior Melvin Menachem Menno Mensur Merab Mert Mervyn Mesut Michael Michail Michal \
     Michalis Michał Michel Michiel Mickey Mieczyslaw Miguel Mihai Mihail Mihailo Mihaly Mihkel Miika Mikael Mike \
     Mikhael Mikhail Mikhailo Mikheil Mikko Miklos Miklós Miko Mikola Mikolaj Mikołaj Milan Milenko Miljenko Milorad \
     Milos Milosz Miloš Mimoun Mindaugas Miodrag Mircea Mirko Miro Miron Miroslav Mirza Mirzo Mitch Mitja Mitko \
     Mitsuo Mitt Mladen Moammar Moctar Modibo Mohamad Mohamed Mohammad Mohammed Mohamud Mohan Mohsen Mohsin Moise \
     Moises Mojmir Mojtaba Momchil Momir Moncef Mordechai Moritz Morten Moshe Mosiuoa Mostafa Mounir Moussa Muammar \
     Muhamad Muhamed Muhammad Muhammadu Mukesh Munir Murad Murat Murray Musa Mustafa Mustapha Mutlaq Muzaffar Mwai \
     Mykhailo Mykola Myles Myron Márton Mátyás Máté Nadeem Nadir Naim Naji Najib Namik Narek Narendra Nasir Nasser \
     Natan Nathan Nathaniel Naveed Navin Nawaf Nawaz Nayib Nebojsa Necati Ned Nedim Neil Nelson Nemanja Nenad Nestor \
     Neven Nic Nicanor Niccolo Nicholas Nick Nico Nicodemus Nicolae Nicolai Nicolaj Nicolas Nicolás Nicos Niels Nigel \
     Nihat Nikica Nikita Niklas Niko Nikodem Nikol Nikola Nikolai Nikolaj Nikolaos Nikolaus Nikolay Nikoloz Nikos \
     Nils Nimal Nimrod Nizar Njegos Nnamdi Noah Nodar Noel Nolan Norbert Norm Norman Noureddine Nouri Nuno Nurlan \
     Nursultan Néstor Obadiah Obafemi Obinna Octavian Octavio Oddvar Ognjen Okan Olaf Olav Oleg Oleh Oleksandr \
     Oleksii Oleksiy Oliver Olivier Olivér Olle Olof Olusegun Omar Omer Ondrej Ondřej Onur Oren Orest Orestes Orhan \
     Orrin Orville Osama Oscar Oskar Osman Osvaldo Oswald Oswaldo Otakar Othmar Otis Otmar Ottmar Otto Ousmane Ove \
     Ovidiu Paavo Pablo Paddy Padraig Panagiotis Panos Pantelis Paolo Parvez Pascal Pascoal Pasi Pasquale Patrice \
     Patricio Patrick Patrik Patryk Paul Paulino Paulo Paulus Pavel Pavle Pavlo Pavol Pawel Paweł Pearse Peder Pedro \
     Peeter Pekka Pelle Percival Percy Pericles Pervez Petar Pete Peter Peteris Petr Petras Petri Petro Petros Petru \
     Petrus Petteri Philip Philipp Philippe Phillip Piero Pierpaolo Pierre Pierre-Yves Pieter Pietro Piotr Pjotr \
     Plamen Poul Povilas Prakash Pranab Pranav Prasad Preben Predrag Primoz Primož Przemyslaw Pyotr Pál Pål Péter \
     Qasem Quentin Quirino Raad Rabah Rachid Radek Radko Radomir Radoslav Radoslaw Radosław Radovan Radu Rafael Rafal \
     Rafał Raffaele Rafi Rafiq Raghav Rahim Rahul Raila Raimo Raimonds Raimund Raimundo Rainer Raivis Raj Rajan \
     Rajendra Rajesh Rajiv Rakesh Ralf Ralph Ramadan Raman Ramazan Ramesh Rami Ramil Ramin Ramiro Ramon Ramunas \
     Ramzan Ramón Randolph Randy Raphael Raphaël Rashad Rasheed Rashid Rasim Rasmus Rastislav Rauf Raul Ravi Ray \
     Raymond Raymundo Razvan Raúl Recep Reggie Reginald Reidar Reiner Reinhard Reinhold Reinis Remi Remigiusz Renatas \
     Renato Renaud Rene Renzo René Reuben Rex Reza Rezo Rhys Riad Ricardo Riccardo Richard Richie Rick Rifat Rihards \
     Rikard Rinat Ringaudas Risto Ritvars Rizwan Roald Rob Robbert Robert Robertas Roberto Robrecht Roderick Rodney \
     Rodolfo Rodrigo Rodrigue Roelof Rogelio Roger Rohit Roland Rolandas Rolando Rolf Romain Roman Romano Romeo \
     Romualdas Ron Ronald Ronan Ronnie Rony Roque Rory Ross Rostam Rostislav Rostyslav Roy Ruben Rubén Rudi Rudolf \
     Rudolfo Rudy Rufat Rufus Rui Rumen Runar Rune Rupert Ruslan Russell Rustam Ruud Ruwan Ryan Ryszard Rémi Rómulo \
     Rüdiger Saad Sabri Sachin Saddam Sadik Sadiq Saeed Saidu Saif Sait Sajid Sakari Salah Salam Saleem Saleh Salem \
     Salim Salman Salomon Salva Salvador Salvatore Sam Sami Samir Samson Samuel Samuele Samuli Sandeep Sander Sandor \
     Sandro Sandu Sanjay Sanjeev Santeri Sarel Satoshi Sauli Sava Savvas Sayed Saïd Scott Sead Seamus Sean Sebastian \
     Sebastiano Sebastián Sebastião Sedat Sefer Segun Seiji Selahattin Selim Selwyn Senad Sepp Seppo Serge Sergei \
     Sergej Sergey Serghei Sergi Sergii Sergio Serhat Serhii Serhiy Serzh Seth Severin Sevki Seydou Seyed Shahid \
     Shahram Shamil Shane Shankar Sharif Shaukat Shaun Shavkat Shawn Sheldon Sherzod Shigeru Shimon Shinichi Shinji \
     Shintaro Shinzo Shlomo Shoaib Shota Shukri Shyam Siamak Sibusiso Sidney Siegfried Siegmund Sigmar Sigmund Sigurd \
     Silvan Silvano Silvester Silvio Silviu Simao Simeon Simo Simon Simão Sinan Sindre Sipho Sivakumar Sixto Slavko \
     Slawomir Slobodan Sofiane Solomon Soren Sorin Souleymane Spencer Spyridon Spyros Srdjan Sreten Stan Stanimir \
     Stanislas Stanislav Stanislaw Stanisław Stanko Stanley Stathis Stavros Stefan Stefano Steffen Stelian Stelios \
     Sten Stepan Stephan Stephane Stephen Steve Steven Stewart Stig Stijn Stipe Stjepan Stoyan Strahinja Stuart Sture \
     Stéphane Subhash Sukhbir Sulaiman Suleiman Suleyman Sunil Surendra Suresh Sushil Svante Svein Sven Svend Sverre \
     Svetlin Svetoslav Syed Sylvain Sylvester Szabolcs Szilard Szymon Séamus Sébastien Sérgio Søren Sławomir Taavi \
     Tadas Tadej Tadesse Tadeusz Taha Taher Tahir Takashi Takeo Takeshi Talal Talgat Tamas Tamaz Tamer Tamim Tamás \
     Tanel Tanguy Tapio Taras Tarek Tareq Tarik Tariku Tariq Tarmo Taro Tarvo Tatsuya Tauno Tayfun Tayyip Ted Tedros \
     Teemu Teimuraz Telmo Temirlan Temur Tendai Teodor Teodoro Teofil Teofilis Teofilo Terence Terje Tero Terrence \
     Terry Thabo Thaksin Theo Theodor Theodore Theodoros Theofilos Theophile Thiago Thibault Thibaut Thierry Thomas \
     Thorsten Tiago Tibor Tigran Tihomir Tiit Tijl Tim Timo Timofey Timothy Timur Tito Titus Tjeerd Tobias Tobiasz \
     Todd Todor Tofik Togrul Toivo Tolga Tom Tomas Tomasz Tomaz Tomaž Tomislav Tomoaki Tomás Tomáš Tonis Tony Toomas \
     Tor Torbjorn Torbjørn Tord Torkel Torsten Toshihiro Toshiki Toshio Traian Travis Trent Trevor Tristan Tristão \
     Truls Trygve Tsegaye Tuncay Tuomas Tural Turgut Tyler Tyrone Ueli Ugo Ugur Ulf Ulises Ulisses Ulrich Umar Umaru \
     Umberto Umit Urho Uriel Urmas Uros Uroš Urs Usman Uwe Vaclav Vadim Vagn Vahe Vahid Vaidotas Valdas Valdemar \
     Valdis Valentijn Valentin Valentino Valeri Valerian Valerijs Valerio Valeriu Valeriy Valery Valter Vardan Vartan \
     Varun Vasil Vasile Vasilios Vasilis Vasily Vassil Vassilis Vasyl Vazgen Veaceslav Vebjorn Velimir Veljko Venkat \
     Ventsislav Vesa Veselin Vicenc Vicente Victor Vidar Viggo Vigo Vijay Vikas Vikram Viktor Viktors Viljar Ville \
     Vilmos Vince Vincenc Vincent Vincenzo Vinicius Vinko Vinod Viorel Virgil Virgilijus Virgilio Visar Vitali \
     Vitalie Vitalii Vitalijs Vitaliy Vitaly Vito Vitor Vittore Vittorio Vivek Vjekoslav Vlad Vladan Vladas Vladimir \
     Vladimirs Vladimír Vladislav Vlado Vladyslav Vlatko Vojislav Vojtech Vojtěch Volker Volodymyr Vuk Vuyo \
     Vyacheslav Vygaudas Vytautas Vytenis Václav Vítor Wadih Wael Waldemar Waleed Walid Walter Walther Warren Wasim \
     Wassim Wayne Wenceslao Wendell Werner Wesley Wieslaw Wiktor Wilbert Wilbur Wiley Wilfrid Wilfried Wilhelm Willem \
     Willi William Willy Wilmer Wim Winston Witold Wladyslaw Wlodzimierz Wojciech Wolfgang Wolfhart Wolfram Wouter \
     Xaver Xavier Yacine Yahya Yair Yakov Yakup Yannick Yannis Yaroslav Yaser Yasin Yasser Yassine Yasuo Yavuz Yehuda \
     Yekini Yerlan Yermek Yevgeny Yevhen Yevhenii Yiannis Yigal Yigit Yitzhak Ylli Yonas Yoram Yordan Yosef Yoshihide \
     Yoshiro Yossi Yotam Younes Younis Yousef Youssef Yoweri Yulian Yunus Yuri Yuriy Yury Yusef Yusuf Yusup Yuval \
     Yvan Yves Yvon Zacharias Zachary Zack Zafar Zaher Zahid Zahir Zaid Zakaria Zaki Zaur Zaza Zbigniew Zbyněk Zdenek \
     Zdenko Zdeněk Zdravko Zdzislaw Zeki Zeljko Zenon Zhan Zhivko Ziad Zigmantas Zigurds Ziya Zlatan Zlatko Zoltan \
     Zoltán Zoran Zsolt Zubair Zurab Zygimantas Zygmunt Álvaro Åke Åsmund Éamon Éric Étienne Óscar Ömer Ørjan Øystein \
     Øyvind İlhan İsmail Łukasz Şükrü Štefan Żelimir",
    )
});

/// Given names of women.
pub(super) static WOMEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    phrases(
        "Aaliyah; Aasma; Abeba; Abigail; Achta; Ada; Adela; Adele; Adelina; Adina; Adriana; Aferdita; Agata; Agnes; \
     Agnese; Agneta; Agnieszka; Agnès; Agustina; Ahlam; Aida; Aigerim; Aiko; Aileen; Ailsa; Aimee; Ainhoa; Aino; \
     Ainura; Aisha; Aisling; Aissatou; Aizada; Akiko; Aksana; Alaa; Albana; Alberta; Alejandra; Aleksandra; Alena; \
     Alesia; Alessandra; Alessia; Aleta; Alexandra; Alexia; Alfreda; Aliaksandra; Alice; Alicia; Alina; Aline; Alisa; \
     Alison; Aliya; Alla; Allison; Alma; Almudena; Altynai; Alyona; Alyssa; Amal; Amalia; Amalie; Amanda; Amelia; \
     Amelie; Amina; Aminata; Amira; Amparo; Amrita; Amy; Amélie; Ana; Anabel; Anahit; Analisa; Anamaria; Anastasia; \
     Anastasiya; Anca; Andrea; Andreea; Andreja; Andrijana; Anelia; Aneta; Angela; Angeles; Angelica; Angelika; \
     Angeliki; Angelina; Ania; Anica; Anikó; Anisa; Anissa; Anita; Anja; Anjali; Anke; Ann; Anna; Annalena; \
     Annamaria; Anne; Annegret; Anneke; Anneli; Annelies; Annemarie; Annette; Annick; Annie; Annika; Antje; \
     Antoaneta; Antonella; Antonia; Antonina; Anupama; Anya; Aoife; Araceli; Arantxa; Ariana; Ariane; Arina; Arlene; \
     Armelle; Aruzhan; Arzu; Asami; Asel; Asha; Ashley; Aslaug; Asma; Assel; Asta; Astri; Astrid; Asuncion; Atefeh; \
     Audrey; Aung; Aurelia; Aurelie; Aurélie; Ausra; Avital; Ayaka; Ayelet; Ayesha; Ayla; Ayse; Ayşe; Azadeh; Aziza; \
     Azza; Aïssatou; Barbara; Barbora; Beata; Beatrice; Beatrix; Beatriz; Becky; Begoña; Belen; Belinda; Bella; \
     Belén; Benazir; Benedetta; Benedicte; Benita; Bergljot; Berit; Bernadette; Bernice; Berta; Beth; Betsy; Bettina; \
     Betty; Betul; Beverly; Beyza; Bianca; Birgit; Birgitta; Birgitte; Birte; Blanca; Blandine; Blanka; Bodil; \
     Boglárka; Bojana; Bozena; Božena; Brenda; Bridget; Brigid; Brigitta; Brigitte; Brita; Britta; Bronagh; Bronwyn; \
     Brooke; Camila; Camilla; Candace; Candice; Caren; Carina; Carine; Carla; Carlota; Carly; Carme; Carmela; \
     Carmelita; Carmen; Carol; Carola; Carolina; Caroline; Carolyn; Carrie; Cassandra; Catarina; Caterina; Catharina; \
     Catherine; Cathrine; Cathy; Catia; Catriona; Cecilia; Cecilie; Cecily; Celeste; Celia; Celina; Celine; Chantal; \
     Charlene; Charlotta; Charlotte; Cheryl; Cheyenne; Chiara; Chidinma; Chiho; Chika; Chinwe; Chioma; Chiyoko; \
     Chizuko; Chloe; Christa; Christel; Christelle; Christiana; Christiane; Christina; Christine; Chrystia; Ciara; \
     Cinzia; Claire; Clara; Clare; Clarisa; Clarissa; Claudette; Claudia; Claudine; Clotilde; Colette; Concepcion; \
     Conchita; Condoleezza; Connie; Consuelo; Cora; Corazon; Cordula; Corina; Corinna; Corinne; Cornelia; Cosima; \
     Courtney; Cristiana; Cristina; Cvetelina; Cynthia; Cécile; Céline; Dace; Dagmar; Dagny; Daina; Daiva; Dalal; \
     Dalia; Damaris; Dana; Danica; Daniela; Danielle; Danièle; Danuta; Darcy; Daria; Darija; Darina; Dariya; Darja; \
     Darlene; Darya; Davina; Debbie; Deborah; Debra; Deepa; Deirdre; Delfina; Delia; Delores; Delphine; Denisa; \
     Denise; Desiree; Desislava; Diana; Diane; Dilma; Dilnoza; Dimitra; Dina; Dinah; Dinara; Divya; Djamila; Dobrila; \
     Dolly; Dominika; Dominique; Domnica; Donata; Donatella; Donia; Donna; Dora; Doreen; Dorin; Doris; Dorota; \
     Dorotea; Dorothea; Dorothy; Dorte; Dorthe; Dragana; Dubravka; Durdica; Ebba; Edda; Edita; Edith; Edna; Edurne; \
     Edyta; Efthymia; Egle; Eglė; Eileen; Eilidh; Eimear; Ekaterina; Elaheh; Elaine; Eleanor; Elena; Elene; Eleni; \
     Eleonora; Eleonore; Elfriede; Eliane; Elif; Elin; Elina; Elira; Elisa; Elisabet; Elisabete; Elisabeth; \
     Elisabetta; Elise; Eliza; Elizabeth; Eliška; Elke; Ella; Ellen; Ellie; Elmira; Elodie; Eloise; Elsa; Elsie; \
     Elva; Elvira; Elzbieta; Elżbieta; Emi; Emilia; Emilie; Emily; Emine; Emma; Enid; Enikő; Erika; Erin; Ermelinda; \
     Erna; Ernestina; Ernestine; Erzsebet; Erzsébet; Esperanza; Esra; Estela; Estella; Estelle; Esther; Etelka; \
     Eteri; Ethel; Etsuko; Etta; Eugenia; Eugénie; Eulalia; Eun-ji; Eunice; Eva; Evangelia; Evelien; Evelina; \
     Eveline; Evelyn; Evelyne; Evgenia; Ewa; Fabienne; Fabiola; Fadia; Fadila; Fadwa; Fanny; Farah; Farida; Farideh; \
     Farzana; Fatema; Fathia; Fatiha; Fatima; Fatimah; Fatma; Fatmata; Fatou; Fatoumata; Fausta; Faustina; Federica; \
     Felicia; Felicity; Fernanda; Filomena; Fiona; Fionnuala; Firouzeh; Flavia; Fleur; Flora; Florence; Florencia; \
     Floriana; Fotini; Frances; Francesca; Francine; Franziska; Françoise; Frederique; Freya; Frida; Friederike; \
     Fumiko; Funmilayo; Gabriela; Gabriele; Gabriella; Gabrielle; Gaelle; Gail; Galina; Galyna; Gayle; Gemma; \
     Genevieve; Geneviève; Genoveva; Georgeta; Georgiana; Georgina; Geraldine; Gerda; Germaine; Gertie; Gertrude; \
     Ghada; Giada; Gianna; Giedre; Gilda; Gina; Ginette; Ginta; Giorgia; Giovanna; Gisela; Giselle; Gisèle; Gitte; \
     Giulia; Giuliana; Gladys; Glenda; Glynis; Gohar; Golda; Gordana; Grace; Graciela; Grainne; Greta; Gretchen; \
     Grete; Griselda; Gro; Gráinne; Guadalupe; Gudrun; Guida; Gulnara; Gulnaz; Gulshan; Gulsum; Gunilla; Gunvor; \
     Guðrún; Gwen; Gwendolyn; Gwyneth; Habiba; Hadijah; Hadja; Haifa; Hala; Halima; Halimah; Halina; Halyna; Hana; \
     Hanan; Hania; Hanna; Hannah; Hannelore; Harriet; Haruka; Hatice; Hattie; Hawa; Hayat; Hazel; Heather; Heba; \
     Hedda; Hedvig; Hedwig; Heide; Heidi; Heike; Helen; Helena; Helene; Helga; Helle; Heloise; Hend; Henrietta; \
     Henriette; Henrike; Hermine; Hester; Hilda; Hilde; Hildegard; Hillary; Hina; Hind; Hiroko; Holly; Honorata; \
     Honorine; Hortense; Huda; Hyacinth; Hélène; Iara; Ida; Ieva; Ifeoma; Iga; Ikram; Ilana; Ilaria; Ildikó; Ileana; \
     Ilinca; Ilke; Ilona; Ilse; Ilze; Imane; Imelda; Imogen; Inara; Indira; Ines; Inese; Inessa; Inga; Inge; \
     Ingeborg; Ingeburg; Inger; Ingrid; Ingrida; Inna; Inta; Inès; Inés; Ioana; Ioanna; Iolanda; Ione; Irena; Irene; \
     Irina; Irma; Irmgard; Irmina; Iryna; Isabel; Isabela; Isabella; Isabelle; Isadora; Isatou; Ishbel; Isidora; \
     Isobel; Itziar; Ivana; Ivanka; Ivelina; Ivelisse; Iveta; Ivett; Ivona; Ivonne; Izabela; Jacinda; Jacinta; \
     Jacqueline; Jadranka; Jadwiga; Jamila; Jana; Jane; Janelle; Janet; Janette; Janice; Janina; Janja; Jaroslava; \
     Jasmin; Jasmina; Jasmine; Jasna; Jeanette; Jeanne; Jeannette; Jeannie; Jekaterina; Jelena; Jenifer; Jennie; \
     Jennifer; Jenny; Jessica; Jette; Jill; Joan; Joana; Joanna; Joanne; Jocelyne; Jodi; Jodie; Joelle; Johanna; \
     Jolanda; Jolanta; Jolene; Jolita; Jorun; Josefa; Josefina; Josephine; Josette; Josiane; Josie; Josipa; Jovana; \
     Joyce; Juana; Juanita; Judit; Judita; Judith; Judy; Julia; Juliana; Juliane; Julianna; Julianne; Julie; Juliet; \
     Juliette; Julija; Jurate; Justina; Justine; Justyna; Jutta; Jytte; Kadri; Kadriye; Kaisa; Kaitlin; Kaitlyn; \
     Kaja; Kajsa; Kalina; Kalliope; Kalpana; Kamala; Kamila; Karen; Kari; Karima; Karin; Karina; Karine; Karla; \
     Karoliina; Karolina; Karyn; Kasey; Kasia; Katalin; Katarina; Kataryna; Katarzyna; Kate; Katerina; Kateryna; \
     Katharina; Katherina; Katherine; Kathie; Kathleen; Kathrin; Kathryn; Kathy; Katia; Katica; Katie; Katinka; \
     Katja; Katri; Katrin; Katrina; Katrine; Kattia; Katya; Kavita; Kayla; Kazuko; Keiko; Kellie; Kelly; Kendra; \
     Keri; Kersti; Kerstin; Ketevan; Khadija; Khadijah; Khady; Khatia; Khatuna; Kimberly; Kinga; Kirsi; Kirsten; \
     Kirsti; Kirsty; Kjersti; Klara; Klaudia; Klavdija; Klementina; Kolinda; Konstantina; Kornelia; Krista; \
     Kristalina; Kristi; Kristiina; Kristin; Kristina; Kristine; Kristy; Kristīne; Krisztina; Krystal; Krystyna; \
     Ksenia; Kumiko; Kyoko; Lacey; Laetitia; Laila; Laima; Laimdota; Lakshmi; Lamia; Lara; Larisa; Larysa; Lata; \
     Latasha; Latifa; Latoya; Laura; Lauren; Lavinia; Layla; Leah; Leanne; Leena; Leila; Lejla; Lela; Lena; Lene; \
     Leni; Lenka; Leokadia; Leonie; Leonor; Leonora; Leontine; Lesia; Lesley; Leticia; Letizia; Leyla; Liana; Lida; \
     Lidia; Lidija; Lieke; Lien; Liesbeth; Liesl; Ligia; Liina; Liisa; Lila; Lili; Lilia; Lilian; Liliana; Liliane; \
     Lilianna; Lilija; Lilli; Lillian; Lillie; Lilo; Lily; Lilya; Lina; Linda; Lindsay; Lindsey; Linnea; Linsey; \
     Lioudmila; Lisa; Lisbeth; Lise; Liselotte; Lisette; Liv; Livia; Liz; Liza; Lizbeth; Ljerka; Ljiljana; Ljubica; \
     Ljudmila; Lois; Lola; Lorena; Lorene; Loretta; Lorna; Lorraine; Lorrie; Lotta; Lotte; Lottie; Louella; Louisa; \
     Louise; Lourdes; Luana; Lubna; Lucia; Luciana; Lucie; Lucija; Lucila; Lucille; Lucinda; Lucja; Lucretia; Lucy; \
     Lucía; Ludmila; Ludmilla; Luisa; Luise; Lupe; Lusine; Luz; Lydia; Lyn; Lynette; Lynn; Lynne; Lyudmila; Lyudmyla; \
     Lívia; Lūcija; Mabel; Madalena; Madeleine; Madina; Madlen; Maeve; Magali; Magda; Magdalena; Magdalini; Magdolna; \
     Maggie; Maggy; Maha; Mahnaz; Maia; Maija; Maiju; Maike; Maiko; Maire; Maite; Maja; Malala; Malgorzata; Malika; \
     Malin; Mallory; Mame; Mamta; Mandy; Manon; Mansi; Manuela; Marcela; Marcelina; Marcella; Marcia; Marcy; Mareike; \
     Mareile; Maren; Margaret; Margareta; Margarete; Margarethe; Margarita; Margaux; Margery; Margherita; Margie; \
     Margit; Margita; Margot; Margrethe; Margrét; Marguerite; Mari; Maria; Mariam; Mariama; Mariame; Mariana; \
     Marianna; Marianne; Maribel; Maricel; Marie; Marie-Christine; Marie-France; Marie-Louise; Marie-Pierre; Marieke; \
     Mariela; Mariella; Marietta; Mariia; Marija; Marijana; Marike; Mariko; Marilyn; Marina; Marine; Marisa; Marisol; \
     Marit; Marita; Maritza; Mariya; Marja; Marjolein; Marjorie; Markéta; Marla; Marlena; Marlene; Marlies; Marloes; \
     Marsha; Marta; Martha; Martina; Martine; Mary; Maryam; Maryana; Maryann; Marybeth; Maryna; Maryse; Mascha; \
     Masha; Matea; Mathilda; Mathilde; Matilda; Mattie; Maud; Maude; Maureen; Mavis; Maxine; Maya; Mayte; Małgorzata; \
     Mbali; Meena; Meera; Meg; Megan; Megawati; Megumi; Mei-Ling; Meike; Melahat; Melania; Melanie; Melek; Melike; \
     Melinda; Melissa; Melita; Meral; Mercè; Merete; Merike; Merja; Merve; Meryl; Meseret; Mette; Mia; Micaela; \
     Michaela; Michela; Michele; Micheline; Michelle; Michiko; Mihaela; Miia; Milagros; Milda; Mildred; Milena; \
     Milica; Millie; Miloslava; Mina; Mindy; Minna; Minnie; Mireille; Mirela; Mirella; Miren; Miriam; Mirja; Mirjana; \
     Mirna; Miroslava; Misako; Misty; Mitsuko; Moana; Moira; Mojca; Mollie; Molly; Monica; Monika; Moninna; Monique; \
     Monserrat; Morgane; Mounia; Munira; Muriel; Mutsumi; Myfanwy; Myra; Myriam; Myrna; Myrtle; Mária; Mónica; \
     Nabila; Nadeen; Nadezda; Nadezhda; Nadežda; Nadia; Nadine; Nadiya; Nadja; Nadya; Nahed; Nahid; Naima; Naja; \
     Najat; Najla; Najwa; Naledi; Nancy; Nandini; Nanna; Nannette; Naoko; Naomi; Naomie; Nargis; Nargiza; Nasreen; \
     Nasrin; Nastassia; Natacha; Natalia; Natalie; Nataliia; Natalija; Nataliya; Natalja; Natalya; Natasa; Natasha; \
     Nataša; Nathalie; Natia; Natsuko; Navjot; Nawal; Neda; Neelam; Neema; Neha; Nela; Nelia; Nell; Nella; Nelly; \
     Nena; Nermin; Nesrin; Nettie; Neus; Nevena; Ngaire; Ngozi; Niamh; Nichole; Nicola; Nicole; Nicoleta; Nicoletta; \
     Nida; Nieves; Nihal; Nikki; Nilda; Nilufar; Nilüfer; Nina; Ninette; Ningsih; Nirmala; Nisha; Noelene; Noeline; \
     Noella; Noelle; Noemi; Nolwenn; Nomvula; Noora; Nora; Norah; Norberta; Noreen; Noriko; Norma; Noura; Noémie; \
     Nuala; Nuha; Nurgul; Nuria; Nyasha; Odalys; Odeta; Odette; Odile; Ofelia; Ofelija; Oksana; Oleksandra; Olena; \
     Olesya; Olga; Olha; Olimpia; Olivia; Oliwia; Oluchi; Olympe; Ona; Oona; Oonagh; Orla; Orsolya; Ortrud; Otilia; \
     Ottilie; Oxana; Palmira; Paloma; Pam; Pamela; Panna; Paola; Parisa; Parvin; Parwin; Pascale; Patricia; Patrycja; \
     Patsy; Patti; Pattie; Patty; Paula; Paulette; Pauliina; Paulina; Pauline; Peggy; Penny; Pernille; Petra; \
     Petronella; Petula; Petya; Philippa; Philomena; Phoebe; Phyllis; Pia; Pilar; Pirkko; Polly; Pooja; Prabha; \
     Pratibha; Preeti; Prisca; Priscilla; Priti; Priya; Priyanka; Prudence; Purnima; Päivi; Quratulain; Rabia; \
     Rachael; Rachel; Rachelle; Radka; Radmila; Raelene; Rafaela; Rafaella; Ragnhild; Rahel; Rahma; Raili; Raina; \
     Raisa; Rajaa; Rajani; Ralitsa; Ramona; Randi; Rania; Raquel; Rasha; Razan; Razia; Rebeca; Rebecca; Reem; Reet; \
     Regina; Regine; Regula; Reiko; Rekha; Renata; Renate; Renuka; Renée; Reyhan; Rhiannon; Rhoda; Rhona; Rhonda; \
     Ricarda; Rie; Rigoberta; Riikka; Riitta; Rika; Rikke; Rima; Rimma; Rina; Rita; Ritva; Rivka; Roberta; Roberte; \
     Rochelle; Rocío; Rodica; Roisin; Roksana; Romana; Romina; Rosa; Rosalia; Rosalie; Rosalina; Rosalind; Rosalyn; \
     Rosalía; Rosana; Rosanna; Rosaura; Rose; Roseanne; Roseline; Rosemarie; Rosemary; Rosetta; Rosie; Rosina; \
     Roslyn; Roswitha; Rowena; Roxana; Roxane; Roxanne; Roya; Rubina; Rudina; Rukhsana; Rukmini; Rumiana; Ruri; \
     Ruslana; Ruta; Ruth; Ruxandra; Ruzica; Ružica; Ryoko; Rósa; Rūta; Saadia; Sabeen; Sabiha; Sabina; Sabine; \
     Sabrina; Sachiko; Sadia; Sadie; Safia; Saga; Sahar; Saida; Saira; Sajida; Sakina; Saleha; Sallie; Salma; Salome; \
     Salomé; Saltanat; Samantha; Samar; Samia; Samira; Sandra; Sandrine; Sandy; Sangeeta; Sania; Sanja; Sanna; Sanne; \
     Saori; Sapna; Sara; Sarah; Sarai; Sarita; Saskia; Satu; Saule; Saundra; Savita; Sayaka; Scarlett; Seda; \
     Segolene; Seija; Selin; Selina; Selma; Selome; Semra; Senait; Serena; Setsuko; Sevda; Severine; Sevgi; Sevil; \
     Shabana; Shabnam; Shahida; Shaima; Shaista; Shakira; Shalini; Shamima; Shana; Shannon; Sharifa; Sharmila; \
     Sharon; Sharron; Shauna; Shawna; Shazia; Sheena; Shefali; Sheikh Hasina; Sheila; Shelley; Shereen; Sherri; \
     Sherry; Sheryl; Shilpa; Shira; Shirin; Shirley; Shizuka; Shobha; Shreya; Shweta; Sibel; Sibongile; Sibylle; \
     Sidonie; Sieglinde; Sigita; Signe; Sigrid; Sigrun; Sigríður; Silja; Silke; Silvana; Silvia; Silvija; Simge; \
     Simin; Simona; Simone; Simran; Sinead; Sini; Sinéad; Siobhan; Siri; Sirin; Sirje; Slavica; Snezana; Snežana; \
     Snjezana; Snježana; Sofie; Sofija; Sofiya; Sofía; Solange; Soledad; Solveig; Solvita; Sonia; Sonja; Sonya; \
     Sophia; Sophie; Soraya; Stacey; Stefania; Stefanie; Stella; Stephanie; Stéphanie; Suad; Sue; Sujata; Sukran; \
     Sumaya; Sumi; Sumiko; Sunita; Suraya; Surayya; Susan; Susana; Susann; Susanna; Susanne; Suse; Sushma; Suvi; \
     Suzan; Suzana; Suzanna; Suzanne; Suzette; Suzy; Sverrina; Svetlana; Sviatlana; Svitlana; Swati; Sybil; Sybille; \
     Sylvana; Sylvia; Sylviane; Sylvie; Sylwia; Séverine; Sólveig; Tabitha; Tahira; Taina; Taisiya; Talia; Talita; \
     Tamar; Tamara; Tamika; Tammy; Tania; Tanja; Tanvi; Tanya; Tarja; Tasha; Tasneem; Tatevik; Tatiana; Tatjana; \
     Tatyana; Tawakkol; Tekla; Teodora; Tera; Teresa; Teresita; Tereza; Terezia; Terri; Tessa; Tetiana; Tetyana; \
     Thandi; Thea; Thelma; Theodora; Theresa; Therese; Thora; Thuy; Thérèse; Tiffany; Tiina; Tilda; Tilly; Timea; \
     Tina; Tomoe; Tomoko; Tonia; Tonje; Torill; Tove; Tracey; Tricia; Triin; Trina; Trine; Trish; Trisha; Trude; \
     Trudy; Tsai; Tsveta; Tsvetana; Tuija; Tuula; Tuuli; Tímea; Tünde; Uliana; Ulla; Ulrike; Ulyana; Umida; Ursula; \
     Urszula; Usha; Ute; Vaida; Vaiva; Valarie; Valborg; Valdete; Valentina; Valentyna; Valeria; Valerie; Valeriia; \
     Valerija; Valeriya; Valérie; Vanda; Vandana; Vanessa; Vanja; Varvara; Vasiliki; Vassiliki; Venera; Vera; Verena; \
     Verica; Verna; Veronica; Veronika; Veronique; Vesna; Vicki; Vicky; Victoria; Vigdis; Vigdís; Viktoria; \
     Viktoriia; Viktorija; Viktoriya; Vilde; Vilma; Vineta; Viola; Violeta; Violetta; Virginia; Virginie; Virpi; \
     Virve; Vittoria; Vivi; Vivian; Viviane; Vivien; Vivienne; Vjosa; Vladimira; Vladislava; Vlasta; Véronique; Wafa; \
     Wambui; Wanda; Wangari; Wanjiku; Wanjiru; Waris; Wendy; Wibke; Wiebke; Wiesława; Wilda; Wilhelmina; Wilhelmine; \
     Willa; Wilma; Winifred; Winnie; Wioletta; Xenia; Xheni; Xiomara; Yadira; Yael; Yamina; Yana; Yaneth; Yanina; \
     Yanira; Yaroslava; Yasemin; Yasmin; Yasmine; Yasuko; Yekaterina; Yelena; Yesenia; Yevgenia; Yevgeniya; \
     Yevheniia; Yildiz; Ylenia; Ylva; Yoko; Yolanda; Yolande; Yolanta; Yoriko; Yoshiko; Yselle; Yukiko; Yuko; Yulia; \
     Yuliia; Yuliya; Yumi; Yumiko; Yuriko; Yusra; Yvette; Yvonne; Zahia; Zahra; Zainab; Zainabu; Zaira; Zaneta; Zara; \
     Zarina; Zdenka; Zdravka; Zehra; Zeinab; Zelma; Zena; Zenaida; Zeynab; Zeynep; Zhanar; Zhanna; Zinaida; Zineb; \
     Zita; Ziva; Zoe; Zoey; Zofia; Zoila; Zorana; Zorica; Zoya; Zsuzsa; Zsuzsanna; Zsófia; Zubaida; Zuhal; Zuleikha; \
     Zulema; Zulfiya; Zuza; Zuzana; Zvezdana; Ágnes; Åsa; Åse; Éva; Íris; Özlem; Øydis; Šárka; Żaneta; Žaneta;",
    )
});
